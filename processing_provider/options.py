"""An option of the engine's settings as a parameter of Processing, and what was chosen there as settings again.

One row of the table in ``option_table.py`` is all that an option needs: type, choices and default come from its
field in ``engine/settings.py``, and the settings themselves tell what contradicts what.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterBand,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameters,
    QgsProcessingParameterString,
)

from ..engine.plain import from_plain, to_plain
from ..engine.settings import RunSettings

Plain = dict[str, Any]
_USUAL = RunSettings()
NUMBERS = {int: QgsProcessingParameterNumber.Type.Integer, float: QgsProcessingParameterNumber.Type.Double}


@dataclass(frozen=True)
class Option:
    """A parameter that stands for one field of the settings."""

    name: str
    """Of the parameter; models and scripts keep it, so it never changes."""
    place: str
    """``section.field`` of RunSettings, or a field of RunSettings itself."""
    label: str
    help: str
    advanced: bool = True
    least: float | None = None
    most: float | None = None
    bands_of: str = ""
    """For numbers of bands: the parameter that gives the raster."""

    @property
    def hint(self) -> Any:
        """The field's type, without the None of those that may be left out."""
        return _without_none(self._whole_hint)

    @property
    def default(self) -> Any:
        """What the settings say when nothing is chosen."""
        section, _, field = self.place.rpartition(".")
        return getattr(getattr(_USUAL, section) if section else _USUAL, field)

    @property
    def is_optional(self) -> bool:
        """Whether it may be left out."""
        return type(None) in typing.get_args(self._whole_hint) or typing.get_origin(self.hint) is tuple

    @property
    def _whole_hint(self) -> Any:
        section, _, field = self.place.rpartition(".")
        return _hints(section)[field]

    def definition(self) -> QgsProcessingParameterDefinition:
        """A new parameter for it."""
        made = self._made()
        explain(made, self.help, self.advanced)
        return made

    def _made(self) -> QgsProcessingParameterDefinition:
        start, hint = (self.name, self.label), self.hint
        if self.bands_of:
            return QgsProcessingParameterBand(*start, None, self.bands_of, True, True)
        if typing.get_origin(hint) is tuple:
            choices = typing.get_args(typing.get_args(hint)[0])
            return QgsProcessingParameterEnum(*start, choices, True, list(self.default), True, True)
        if typing.get_origin(hint) is typing.Literal:
            choices = typing.get_args(hint)
            return QgsProcessingParameterEnum(*start, choices, False, self.default, self.is_optional, True)
        if hint is bool:
            return QgsProcessingParameterBoolean(*start, self.default)
        if hint in NUMBERS:
            number = QgsProcessingParameterNumber(*start, NUMBERS[hint], self.default, self.is_optional)
            if self.least is not None:
                number.setMinimum(self.least)
            if self.most is not None:
                number.setMaximum(self.most)
            return number
        return QgsProcessingParameterString(*start, self.default, False, self.is_optional)

    def value(self, parameters: Mapping[str, Any], context: QgsProcessingContext) -> Any:
        """What was chosen, as a plain value for the settings."""
        given, hint = parameters.get(self.name), self.hint
        if given is None or given == "":
            return to_plain(self.default)
        read, definition = QgsProcessingParameters, self.definition()
        if self.bands_of:
            return read.parameterAsInts(definition, parameters, context)
        if typing.get_origin(hint) is tuple:  # nothing ticked means nothing, not the default
            return [] if given == [] else read.parameterAsEnumStrings(definition, parameters, context)
        if typing.get_origin(hint) is typing.Literal:
            return read.parameterAsEnumString(definition, parameters, context)
        if hint is bool:
            return read.parameterAsBool(definition, parameters, context)
        if hint is int:
            return read.parameterAsInt(definition, parameters, context)
        if hint is float:
            return read.parameterAsDouble(definition, parameters, context)
        return read.parameterAsString(definition, parameters, context)


def explain(
    definition: QgsProcessingParameterDefinition, text: str, advanced: bool = False
) -> QgsProcessingParameterDefinition:
    """The parameter with its help; ``advanced`` ones are folded away in the dialog."""
    definition.setHelp(text)
    if advanced:
        definition.setFlags(definition.flags() | QgsProcessingParameterDefinition.Flag.FlagAdvanced)
    return definition


def chosen(
    options: Iterable[Option], parameters: Mapping[str, Any], context: QgsProcessingContext, changed_only: bool
) -> dict[str, Any]:
    """The value for each place; with ``changed_only`` those alone that are not the default."""
    values = {option.place: (option, option.value(parameters, context)) for option in options}
    return {
        place: value
        for place, (option, value) in values.items()
        if not (changed_only and value == to_plain(option.default))
    }


def with_values(base: RunSettings, values: Mapping[str, Any]) -> RunSettings:
    """``base`` with plain values in their places. Raises EngineError where they contradict each other."""
    plain = to_plain(base)
    for place, value in values.items():
        section, _, field = place.rpartition(".")
        (plain[section] if section else plain)[field] = value
    return from_plain(RunSettings, plain)


def assignments(settings: RunSettings, sections: Iterable[str]) -> list[str]:
    """``--set section.field=value`` for all that is not the default in these sections."""
    typed: list[str] = []
    for section in sections:
        given, usual = getattr(settings, section), getattr(_USUAL, section)
        for field in dataclasses.fields(given):
            value = getattr(given, field.name)
            if value != getattr(usual, field.name):
                typed += ["--set", f"{section}.{field.name}={_as_text(value)}"]
    return typed


def _as_text(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(map(_as_text, value))
    return "none" if value is None else str(value)


@cache
def _hints(section: str) -> dict[str, Any]:
    return typing.get_type_hints(type(getattr(_USUAL, section) if section else _USUAL))


def _without_none(hint: Any) -> Any:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return next(option for option in typing.get_args(hint) if option is not type(None))
    return hint
