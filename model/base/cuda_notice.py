"""Keep torch's warning about the CUDA toolkit out of the program's output."""

import logging

_LOGGER = "torch.utils.cpp_extension"


def without_cuda_notice() -> None:
    """Silence the warning "No CUDA runtime is found, using CUDA_HOME=...".

    torch gives it where the CUDA toolkit is installed but no graphics card is found, as soon as its part that compiles
    C++ is imported. NNCF imports this part to recognise networks of torch, and torch.compile imports it to find the
    compiler. The program compiles nothing for CUDA.
    """
    logging.getLogger(_LOGGER).setLevel(logging.ERROR)
