"""Format an audit of explanation maps as a Markdown page with tables and explanations."""

from typing import Any

from model.audit.section import FULL
from model.base.write_tables import markdown_table
from model.result.export.faithfulness import between


def page(section: dict[str, Any], name: str, notices: tuple[str, ...]) -> str:
    """Return the Markdown page of an audit of explanation maps.

    `notices` are sentences that must be shown beside every result.
    """
    parts = [
        f"# Are the maps of {name} faithful?",
        f"Bundle sha256 {section['of_bundle_sha256']}. {section['spots']} spots of {section['patients']} patients of "
        f"{section['cohort']}, drawn with seed {section['seed']} from {section['drawn_from']}. Intervals are 95 % "
        f"intervals over patients ({section['bootstrap_draws']} bootstrap draws).",
        *notices,
        "## Does deleting the tiles of a map change the probability?",
        _gains(section),
        "The map defines an order of the tiles. In this order, tiles are replaced by glass (deletion) or "
        "restored on glass (insertion), and each step gives a point of a curve of the survival "
        "probability. The gain is the area between this curve and the mean curve of "
        f"{section['random_orders_a_spot']} random orders per spot. A gain above zero means that the map "
        'is better than random; the row "random numbers" shows the gains that chance gives. Maps '
        "without sign (hidden state, attention) rank tiles by the size of their values.",
        "## Comparison of maps, spot by spot",
        _pairs(section),
        "## Does the map depend on the learned weights, and is it small on glass?",
        _checks(section),
        "## Other checks",
        *_others(section),
        "## Do the maps find the planted truth?",
        *_planted(section),
    ]
    return "\n\n".join(parts) + "\n"


def _gains(section: dict[str, Any]) -> str:
    rows = [
        (one["title"], between(one["deletion_gain"], 3), between(one["insertion_gain"], 3))
        for one in section["maps"].values()
    ]
    return "\n".join(markdown_table(("map", "deletion gain", "insertion gain"), rows))


def _pairs(section: dict[str, Any]) -> str:
    title = {key: one["title"] for key, one in section["maps"].items()}
    rows = [
        (f"{title[pair['first']]} minus {title[pair['second']]}", between(pair["deletion"], 3),
         between(pair["insertion"], 3))
        for pair in section["pairs"]
    ]  # fmt: skip
    return "\n".join(markdown_table(("first minus second", "deletion", "insertion"), rows))


def _checks(section: dict[str, Any]) -> str:
    rows = []
    for one in section["maps"].values():
        if "with_shuffled_weights" in one:
            blank = one["size_on_blank"]
            on_blank = "not used" if blank["value"] is None else between(blank, 4)
            mixed, tissue = between(one["with_shuffled_weights"]), between(one["size_on_tissue"], 4)
            rows.append((one["title"], mixed, on_blank, tissue))
    titles = (
        "map",
        "rank correlation with the map of shuffled weights",
        ("mean absolute value on blank tiles"),
        "on tissue",
    )
    lines = markdown_table(titles, rows)
    spots = next(iter(section["maps"].values()))["with_shuffled_weights"]["spots"]
    return "\n".join(
        [
            *lines,
            "",
            (
                f'Maps of shuffled weights were computed for {spots} of the spots. "Not used": the bundle skips '
                "blank tiles."
            ),
        ]
    )


def _others(section: dict[str, Any]) -> list[str]:
    agreed, ig, against = section["agreement"], section["integrated_gradients"], section["p_against_tissue"]
    correlation = {"value": against["rho"], "low": against["low"], "high": against["high"]}
    found = [
        f"- Occlusion and integrated gradients: rank correlation {between(agreed['mean'])}, mean over spots; below "
        f"{agreed['limit']}, and therefore greyed, on {agreed['greyed']} of {section['spots']} spots.",
        f"- Residual of integrated gradients: mean {ig['mean_residual_share']:.2%} of the difference, largest "
        f"{ig['largest_residual_share']:.2%}; below 1 % on {ig['complete']} of {section['spots']} spots.",
        f"- Position: mean |occlusion| of the last quarter of the raster divided by the mean of the rest, for tiles "
        f"with at least {FULL:.0%} tissue: {between(section['position']['late_ratio'])}; 1 means no preference.",
        f"- Survival probability against tissue fraction: Spearman {between(correlation)}, "
        f"{against['count']} patients.",
    ]
    memory = section["memory_reach"]
    if memory is None:
        return ["\n".join([*found, "- Memory reach: none, because the head does not depend on the order of tiles."])]
    layers = ", ".join(f"layer {number} {back:g}" for number, back in enumerate(memory["tiles_back"], start=1))
    title = f"- Memory reach: tiles back until |d logit / d h| stays below {memory['share']:.0%} of its largest"
    of = f"of {memory['of_tiles']:g} tiles; median of {memory['spots']} spots"
    return ["\n".join([*found, f"{title}: {layers} ({of})."])]


def _planted(section: dict[str, Any]) -> list[str]:
    planted = section["planted"]
    if "maps" not in planted:
        return [f"Planted truth: {planted['words']}."]
    titles = (
        "map", "harmful, mean of spots", "harmful, pooled", "protective, mean", "protective, pooled", "rank with truth",
    )  # fmt: skip
    rows = []
    for key, found in planted["maps"].items():
        aucs = [between(found[sought][over]) for sought in ("harmful", "protective") for over in ("mean", "pooled")]
        rank = between(found["rank_with_truth"]) if "rank_with_truth" in found else ""
        rows.append((section["maps"][key]["title"], *aucs, rank))
    return [
        "\n".join(markdown_table(titles, rows)),
        f"AUC among tiles with tissue; 0.5 is chance. The cohort was {planted['words']}. A tile is "
        "harmful (protective) if a whole core of the same tissue would have a log hazard at least "
        f"{planted['clear']:g} above (below) the log hazard of plain stroma: "
        f"{planted['harmful_share']:.0%} and {planted['protective_share']:.0%} of the tiles. A map "
        "without sign is judged by the size of its values for both kinds of tiles. Rank with truth: "
        "Spearman's correlation of the map with the known (planted) risk of the tiles, with reversed "
        "sign, mean over spots. The tissue share in the drawing's labels differs from the measured share "
        f"by {planted['tissue_off']:.2f} per tile on average.",
    ]
