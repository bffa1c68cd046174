"""Fixtures for packets: a study whose every value can be searched for, and readers who read by the program."""

import numpy as np
import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from model.base.progress import result_of
from model.study.packet.make import PacketRequest, make_packet
from model.study.reading import Reading
from model.study.rounds import sign_in
from model.study.store import open_packet

ANSWERS = {"risk": "high", "grade": "2", "stroma": 40, "lymphocytes": "some", "confidence": "low"}


@pytest.fixture
def cohort(tmp_path):
    """Return a clinical sheet of six patients, the last with two spots; the images hold names in their metadata."""
    rows = ["patient_id,image,time_years,event,site,marker"]
    folder = tmp_path / "images"
    for number in range(1, 8):
        patient = min(number, 6)
        path = folder / f"ward-{patient}" / f"Secret-{number}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        pixels = np.random.default_rng(number).integers(0, 255, (70, 90, 3), dtype=np.uint8)
        told = PngInfo()
        told.add_text("Patient", f"Surname{patient}-of-image")
        exif = Image.Exif()
        exif[0x010E] = f"Surname{patient}-in-exif"
        Image.fromarray(pixels).save(path, pnginfo=told, exif=exif, dpi=(50_800, 50_800))
        rows.append(f"Surname{patient},ward-{patient}/{path.name},{patient}.7321,{patient % 2},Site{patient}East,"
                    f"{patient}.48151623")  # fmt: skip
    table = tmp_path / "clinic.csv"
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return table


@pytest.fixture
def give(tmp_path):
    """Return a function that makes a packet."""

    def make(study, reader="Ada", name="", **how):
        return result_of(make_packet(study, PacketRequest(reader, tmp_path / "out" / (name or reader), **how)))

    return make


@pytest.fixture
def lock():
    """Return a function that locks cases with the program's own reading, the next `count` or all."""

    def answer(reading, **changes):
        for question, said in {**ANSWERS, **changes}.items():
            reading.answer(question, said)
        reading.lock()

    def go(path, count=None, reader="Ada", **changes):
        with open_packet(path) as packet:
            reading = Reading(packet, sign_in(packet, reader))
            done = 0
            while reading.state.phase != "done" and done != count:
                answer(reading, **changes)
                reading.go_on()
                done += 1
            reading.leave()
            return done

    return go
