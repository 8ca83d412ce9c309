"""All formats by name, and which one a source is of."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from msgspec import Struct

from beanfield.formats.alpaca import Alpaca, AlpacaWriter
from beanfield.formats.arena import Arena, ArenaWriter
from beanfield.formats.base import Holds, Reader, Writer
from beanfield.formats.beanfield_jsonl import BeanfieldJsonl, BeanfieldWriter
from beanfield.formats.brat import Brat
from beanfield.formats.brat_write import BratWriter
from beanfield.formats.cas_json import CasJson, CasJsonWriter
from beanfield.formats.cas_xmi import CasXmi, CasXmiWriter
from beanfield.formats.cityscapes import Cityscapes, CityscapesWriter
from beanfield.formats.coco import Coco
from beanfield.formats.coco_panoptic import CocoPanoptic, CocoPanopticWriter
from beanfield.formats.coco_write import CocoWriter
from beanfield.formats.conll import Bioes, Bmes, Conll
from beanfield.formats.conll_write import BioesWriter, BmesWriter, ConllWriter
from beanfield.formats.csv_table import CsvTable
from beanfield.formats.cvat import Cvat
from beanfield.formats.cvat_write import CvatWriter
from beanfield.formats.docbin import DocBin
from beanfield.formats.docbin_write import DocBinWriter
from beanfield.formats.doccano import Doccano
from beanfield.formats.doccano_write import DoccanoWriter
from beanfield.formats.excel import Excel, ExcelWriter
from beanfield.formats.faults import FormatError
from beanfield.formats.hh_rlhf import HhRlhf, HhRlhfWriter
from beanfield.formats.images import Images
from beanfield.formats.jsonl_text import JsonlText
from beanfield.formats.kitti import Kitti, KittiWriter
from beanfield.formats.kitti_tracking import KittiTracking, KittiTrackingWriter
from beanfield.formats.label_studio import LabelStudio
from beanfield.formats.label_studio_write import LabelStudioWriter
from beanfield.formats.labelme import LabelMe
from beanfield.formats.labelme_write import LabelMeWriter
from beanfield.formats.mot import Mot, MotWriter
from beanfield.formats.mqm import Mqm
from beanfield.formats.mqm_write import MqmWriter
from beanfield.formats.oasst import Oasst
from beanfield.formats.oasst_write import OasstWriter
from beanfield.formats.openai_chat import OpenAiChat
from beanfield.formats.openai_chat_write import OpenAiChatWriter
from beanfield.formats.openlabel import OpenLabel
from beanfield.formats.openlabel_write import OpenLabelWriter
from beanfield.formats.parquet import Parquet, ParquetWriter
from beanfield.formats.point_clouds import PointClouds
from beanfield.formats.recordings import Recordings
from beanfield.formats.sharegpt import ShareGpt
from beanfield.formats.sharegpt_write import ShareGptWriter
from beanfield.formats.source import Source
from beanfield.formats.squad import Squad, SquadWriter
from beanfield.formats.supervisely_cloud import SuperviselyCloud
from beanfield.formats.supervisely_cloud_write import SuperviselyCloudWriter
from beanfield.formats.text_files import TextFiles
from beanfield.formats.trl import Trl
from beanfield.formats.trl_write import TrlWriter
from beanfield.formats.videos import Videos
from beanfield.formats.voc import Voc
from beanfield.formats.voc_masks import VocMasks, VocMasksWriter
from beanfield.formats.voc_write import VocWriter
from beanfield.formats.web_annotation import WebAnnotation
from beanfield.formats.web_annotation_write import WebAnnotationWriter
from beanfield.formats.yolo import Yolo, YoloObb, YoloPose, YoloSegment
from beanfield.formats.yolo_write import YoloObbWriter, YoloPoseWriter, YoloSegmentWriter, YoloWriter
from beanfield.platform.messages import text

#: In the order in which they are shown.
READERS: tuple[type[Reader], ...] = (
    Images,
    Recordings,
    Videos,
    TextFiles,
    CsvTable,
    JsonlText,
    Coco,
    LabelStudio,
    OpenAiChat,
    BeanfieldJsonl,
    Voc,
    LabelMe,
    Yolo,
    YoloSegment,
    YoloObb,
    YoloPose,
    Cvat,
    VocMasks,
    Cityscapes,
    CocoPanoptic,
    Kitti,
    KittiTracking,
    Mot,
    OpenLabel,
    PointClouds,
    SuperviselyCloud,
    Conll,
    Bmes,
    Bioes,
    Doccano,
    Brat,
    DocBin,
    CasXmi,
    CasJson,
    WebAnnotation,
    Squad,
    ShareGpt,
    Alpaca,
    Trl,
    HhRlhf,
    Arena,
    Oasst,
    Mqm,
    Parquet,
    Excel,
)
WRITERS: tuple[type[Writer], ...] = (
    CocoWriter,
    LabelStudioWriter,
    OpenAiChatWriter,
    BeanfieldWriter,
    VocWriter,
    LabelMeWriter,
    YoloWriter,
    YoloSegmentWriter,
    YoloObbWriter,
    YoloPoseWriter,
    CvatWriter,
    VocMasksWriter,
    CityscapesWriter,
    CocoPanopticWriter,
    KittiWriter,
    KittiTrackingWriter,
    MotWriter,
    OpenLabelWriter,
    SuperviselyCloudWriter,
    ConllWriter,
    BmesWriter,
    BioesWriter,
    DoccanoWriter,
    BratWriter,
    DocBinWriter,
    CasXmiWriter,
    CasJsonWriter,
    WebAnnotationWriter,
    SquadWriter,
    ShareGptWriter,
    AlpacaWriter,
    TrlWriter,
    HhRlhfWriter,
    ArenaWriter,
    OasstWriter,
    MqmWriter,
    ParquetWriter,
    ExcelWriter,
)


class Format(Struct, frozen=True):
    """A format's two sides; one of them may be missing."""

    name: str
    reader: Reader | None
    writer: Writer | None

    @property
    def holds(self) -> Holds:
        """What it can say: the writer's statement where there is a writer."""
        side = self.writer or self.reader
        if side is None:
            raise ValueError(f"format {self.name} has neither side")
        return side.holds

    def title(self, locale: str) -> str:
        """Its name for people."""
        return text(f"format_title_{self.name}", locale)


@cache
def all_formats() -> dict[str, Format]:
    """Name → format, in the order in which they are shown."""
    readers = [make() for make in READERS]
    writers = [make() for make in WRITERS]
    writing = {writer.name: writer for writer in writers}
    made = {reader.name: Format(reader.name, reader, writing.pop(reader.name, None)) for reader in readers}
    return made | {name: Format(name, None, writer) for name, writer in writing.items()}


def by_name(name: str) -> Format:
    """The format of this name. Raises `FormatError` that lists the names there are."""
    try:
        return all_formats()[name]
    except KeyError:
        raise FormatError("format_unknown", name=name[:80], names=", ".join(all_formats())) from None


def reader(name: str) -> Reader:
    """The reader of this format. Raises `FormatError` when it is only written."""
    found = by_name(name).reader
    if found is None:
        raise FormatError("format_not_read", name=name)
    return found


def writer(name: str) -> Writer:
    """The writer of this format. Raises `FormatError` when it is only read."""
    found = by_name(name).writer
    if found is None:
        raise FormatError("format_not_written", name=name)
    return found


def guess(source: Source | Path) -> Format:
    """The format that recognises the source best. Raises `FormatError` when none does."""
    if isinstance(source, Path):
        with Source.open(source) as opened:
            return guess(opened)
    if not len(source):
        raise FormatError("format_nothing_found")
    best, sure = None, 0
    for candidate in all_formats().values():
        score = candidate.reader.recognises(source) if candidate.reader else 0
        if score > sure:
            best, sure = candidate, score
    if best is None:
        raise FormatError("format_not_recognised", names=", ".join(all_formats()))
    return best
