"""An audit as a page for people: its section comes in, Markdown with its tables and how to read them goes out."""

from typing import Any

from model.audit.section import FULL
from model.result.export.faithfulness import between


def page(section: dict[str, Any], name: str, said: tuple[str, ...]) -> str:
    """The whole page; `said` are the sentences that must stand beside every result."""
    parts = [
        f"# Are the maps of {name} faithful?",
        f"Bundle sha256 {section['of_bundle_sha256']}. {section['spots']} spots of {section['patients']} patients of "
        f"{section['cohort']}, drawn with seed {section['seed']} from {section['drawn_from']}. Intervals are 95 % ones "
        f"over patients ({section['bootstrap_draws']} bootstrap draws).",
        *said,
        "## Does deleting what a map names move the probability?",
        _gains(section),
        "Gain: area between the curve of the survival probability and that of "
        f"{section['random_orders_a_spot']} random orders a spot, as tiles turn to glass or come back in "
        "the map's order. Above zero is better than random; random numbers show what chance gives. Maps without sign "
        "(hidden state, attention) name tiles by size alone.",
        "## Map against map, spot by spot",
        _pairs(section),
        "## Does the map need the learned weights, and does it leave glass alone?",
        _checks(section),
        "## Other checks",
        *_others(section),
        "## Do the maps find what was planted?",
        *_planted(section),
    ]
    return "\n\n".join(parts) + "\n"


def _gains(section: dict[str, Any]) -> str:
    lines = ["| map | deletion gain | insertion gain |", "|---|---|---|"]
    for one in section["maps"].values():
        lines.append(f"| {one['title']} | {between(one['deletion_gain'], 3)} | {between(one['insertion_gain'], 3)} |")
    return "\n".join(lines)


def _pairs(section: dict[str, Any]) -> str:
    title = {key: one["title"] for key, one in section["maps"].items()}
    lines = ["| the first less the second | deletion | insertion |", "|---|---|---|"]
    for pair in section["pairs"]:
        words = f"{title[pair['first']]} less {title[pair['second']]}"
        lines.append(f"| {words} | {between(pair['deletion'], 3)} | {between(pair['insertion'], 3)} |")
    return "\n".join(lines)


def _checks(section: dict[str, Any]) -> str:
    lines = [
        "| map | rank correlation with that of shuffled weights | mean size on blank tiles | on tissue |",
        "|---|---|---|---|",
    ]
    for one in section["maps"].values():
        if "with_shuffled_weights" in one:
            blank = one["size_on_blank"]
            on_blank = "not read" if blank["value"] is None else between(blank, 4)
            mixed, tissue = between(one["with_shuffled_weights"]), between(one["size_on_tissue"], 4)
            lines.append(f"| {one['title']} | {mixed} | {on_blank} | {tissue} |")
    spots = next(iter(section["maps"].values()))["with_shuffled_weights"]["spots"]
    return "\n".join([*lines, "", f"Weights were shuffled for {spots} of the spots. Not read: the bundle skips glass."])


def _others(section: dict[str, Any]) -> list[str]:
    agreed, ig, against = section["agreement"], section["integrated_gradients"], section["p_against_tissue"]
    correlation = {"value": against["rho"], "low": against["low"], "high": against["high"]}
    found = [
        f"- Occlusion and integrated gradients: rank correlation {between(agreed['mean'])}, mean over spots; under "
        f"{agreed['limit']}, and so greyed, on {agreed['greyed']} of {section['spots']} spots.",
        f"- Residual of integrated gradients: mean {ig['mean_residual_share']:.2%} of the difference, largest "
        f"{ig['largest_residual_share']:.2%}; under 1 % on {ig['complete']} of {section['spots']} spots.",
        f"- Place: mean |occlusion| of the last quarter of the raster, by that of the rest, of tiles with at least "
        f"{FULL:.0%} tissue: {between(section['position']['late_ratio'])}; 1 is no favourite.",
        f"- Survival probability against tissue fraction: Spearman {between(correlation)}, "
        f"{against['count']} patients.",
    ]
    memory = section["memory_reach"]
    if memory is None:
        return ["\n".join([*found, "- Memory reach: none, as the head reads in no order."])]
    layers = ", ".join(f"layer {number} {back:g}" for number, back in enumerate(memory["tiles_back"], start=1))
    words = f"- Memory reach: tiles back until |d logit / d h| stays under {memory['share']:.0%} of its largest"
    of = f"of {memory['of_tiles']:g} tiles; median of {memory['spots']} spots"
    return ["\n".join([*found, f"{words}: {layers} ({of})."])]


def _planted(section: dict[str, Any]) -> list[str]:
    planted = section["planted"]
    if "maps" not in planted:
        return [f"Planted truth: {planted['words']}."]
    lines = [
        "| map | harmful, mean of spots | harmful, pooled | protective, mean | protective, pooled | rank with truth |",
        "|---|---|---|---|---|---|",
    ]
    for key, found in planted["maps"].items():
        aucs = [between(found[sought][over]) for sought in ("harmful", "protective") for over in ("mean", "pooled")]
        rank = between(found["rank_with_truth"]) if "rank_with_truth" in found else ""
        lines.append(f"| {section['maps'][key]['title']} | {' | '.join(aucs)} | {rank} |")
    return [
        "\n".join(lines),
        f"AUC among tiles with tissue; 0.5 is chance. The cohort was {planted['words']}. A tile is harmful "
        f"(protective) where a core that is like it all over would have a log hazard at least {planted['clear']:g} "
        f"above (below) that of plain stroma: {planted['harmful_share']:.0%} and {planted['protective_share']:.0%} of "
        "the tiles. A map without sign is taken by its size for both. Rank with truth: Spearman of the map with the "
        "tile's planted risk, sign turned, mean over spots. The share of tissue in the drawing's labels is off the "
        f"measured one by {planted['tissue_off']:.2f} a tile on average.",
    ]
