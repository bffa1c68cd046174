"""The walk through an ONNX file finds every tensor whose numbers lie in another file, wherever it is nested."""

import numpy as np
import onnx
import pytest
from onnx import TensorProto, helper, numpy_helper
from onnx.external_data_helper import set_external_data

from model.backbone.onnx_structure import external_files
from model.base.errors import BackboneError


def inside(name="w"):
    """A tensor with its numbers in the file, as bytes and as a list."""
    return numpy_helper.from_array(np.arange(6, dtype=np.float32), name)


def outside(place, name="w"):
    """A tensor whose numbers lie in the file `place`."""
    tensor = inside(name)
    set_external_data(tensor, place)
    tensor.ClearField("raw_data")
    return tensor


def graph(tensors=(), nodes=()):
    ports = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [1]) for name in "xy"]
    return helper.make_graph(list(nodes), "g", ports[:1], ports[1:], list(tensors))


def names(tmp_path, made, **parts):
    path = tmp_path / "made.onnx"
    path.write_bytes(helper.make_model(made, **parts).SerializeToString())
    return external_files(path, "made.onnx")


def constant(tensor):
    return helper.make_node("Constant", [], ["c"], value=tensor)


def test_a_file_with_all_its_numbers_names_none(tmp_path):
    listed = helper.make_tensor("l", TensorProto.FLOAT, [2], [1.5, 2.5])
    wide = helper.make_tensor("d", TensorProto.DOUBLE, [1], [1.5])
    assert names(tmp_path, graph([inside(), listed, wide], [constant(inside())])) == ()


def test_weights_are_found(tmp_path):
    assert names(tmp_path, graph([inside("a"), outside("b.bin"), outside("b.bin", "c")])) == ("b.bin",)


def test_constants_are_found_in_nodes_branches_and_functions(tmp_path):
    assert names(tmp_path, graph(nodes=[constant(outside("node.bin"))])) == ("node.bin",)
    branch = helper.make_node(
        "If", ["x"], ["y"], then_branch=graph([outside("then.bin")]), else_branch=graph([inside()])
    )
    nested = helper.make_node("If", ["x"], ["y"], then_branch=graph(nodes=[branch]), else_branch=graph())
    assert names(tmp_path, graph(nodes=[nested])) == ("then.bin",)
    sets = [helper.make_opsetid("", 17)]
    function = helper.make_function("house", "F", ["x"], ["y"], [constant(outside("/etc/function.bin"))], sets)
    assert names(tmp_path, graph(), functions=[function]) == ("/etc/function.bin",)


def test_sparse_weights_are_found(tmp_path):
    made = graph()
    sparse = made.sparse_initializer.add()
    sparse.values.CopyFrom(outside("values.bin"))
    sparse.indices.CopyFrom(numpy_helper.from_array(np.arange(3), "i"))
    assert names(tmp_path, made) == ("values.bin",)


def test_numbers_elsewhere_in_a_file_without_a_name_are_found(tmp_path):
    """Either of the two fields is enough: the place alone, and the statement that there is one."""
    tensor = inside()
    tensor.data_location = TensorProto.EXTERNAL
    assert names(tmp_path, graph([tensor])) == ("",)
    tensor = outside("x.bin")
    tensor.ClearField("data_location")
    assert names(tmp_path, graph([tensor])) == ("x.bin",)


def test_the_numbers_of_a_tensor_are_never_taken_for_fields(tmp_path):
    """The bytes of this tensor are those of a tensor with a place."""
    hidden = outside("hidden.bin").SerializeToString()
    tensor = numpy_helper.from_array(np.frombuffer(hidden, np.uint8), "w")
    assert names(tmp_path, graph([tensor])) == ()


def test_a_field_whose_number_is_written_in_a_second_way_hides_nothing(tmp_path):
    """OpenVINO drops the bits of a tag beyond 32, takes this for field 13, the place, and reads the file."""
    pair = b"\x0a\x08location\x12\x05x.bin"
    tensor = b"\xea\x80\x80\x80\x10" + bytes([len(pair)]) + pair
    path = tmp_path / "made.onnx"
    path.write_bytes(field(7, field(5, tensor)))
    with pytest.raises(BackboneError, match="is not an ONNX file"):
        external_files(path, "made.onnx")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x08",  # a number that ends after its tag
        b"\x3a\x05\x0a",  # a graph that is longer than the file
        b"\x3a\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",  # a length of more than ten bytes
        b"\x3b\x00",  # a group, which ONNX does not use
        b"\x38\x01",  # a number where the graph should be
        b"\x00\x00",  # field 0
        b"\x08\x08",  # fine, but without a graph
    ],
)
def test_what_is_not_onnx_is_refused(tmp_path, content):
    path = tmp_path / "bad.onnx"
    path.write_bytes(content)
    with pytest.raises(BackboneError, match=r"named\.onnx is not an ONNX file") as caught:
        external_files(path, "named.onnx")
    assert caught.value.remedy


def field(number, content):
    """A field with bytes, up to 16383 of them, as Protocol Buffers writes it."""
    return bytes([number << 3 | 2, len(content) & 0x7F | 0x80, len(content) >> 7]) + content


@pytest.mark.parametrize(("branches", "good"), [(33, True), (34, False)])
def test_nesting_without_end_is_refused(tmp_path, branches, good):
    """A branch is a graph in an attribute in a node in a graph: 33 of them make the graph inside the 100th message."""
    content = b""
    for _ in range(branches):
        content = field(1, field(5, field(6, content)))
    path = tmp_path / "deep.onnx"
    path.write_bytes(field(7, content))
    if good:
        assert external_files(path, "deep.onnx") == ()
        return
    with pytest.raises(BackboneError, match="is not an ONNX file"):
        external_files(path, "deep.onnx")


def test_the_numbers_of_the_fields_are_onnxs():
    """The field numbers are those of the onnx package's own description."""
    from model.backbone.onnx_structure import _MESSAGES

    described = {
        "model": onnx.ModelProto, "training": onnx.TrainingInfoProto, "graph": onnx.GraphProto,
        "function": onnx.FunctionProto, "node": onnx.NodeProto, "attribute": onnx.AttributeProto,
        "sparse tensor": onnx.SparseTensorProto, "tensor": onnx.TensorProto,
    }  # fmt: skip
    found = {}
    for kind, message in described.items():
        fields = {f.number: f.message_type.name for f in message.DESCRIPTOR.fields if f.message_type is not None}
        leading = {number: name for number, name in fields.items() if name in {m.__name__ for m in described.values()}}
        found[kind] = leading
    kinds = {message.__name__: kind for kind, message in described.items()}
    for kind in described:
        expected = {number: kinds[name] for number, name in found[kind].items()}
        ours = {number: inner for number, inner in _MESSAGES[kind].items() if kind != "tensor"}
        assert ours == expected, kind
