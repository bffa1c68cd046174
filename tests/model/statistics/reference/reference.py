"""Writes what values_python.json holds: figures of scikit-survival (GPL, not shipped), irrCAC and dcurves.

Run in an environment of its own: python reference.py > values_python.json
"""

import json
from importlib.metadata import version
from pathlib import Path

import dcurves
import numpy as np
import pandas as pd
from irrCAC.raw import CAC
from sksurv.metrics import brier_score, concordance_index_ipcw, cumulative_dynamic_auc
from sksurv.util import Surv

HORIZON = 365.0
lung = pd.read_csv(Path(__file__).with_name("lung.csv"))
# Losses half a day later: at equal times scikit-survival counts them before events, all others after.
y = Surv.from_arrays(lung.dead.astype(bool), lung.time + np.where(lung.dead == 1, 0.0, 0.5))
out = {"origin": ", ".join(f"{name} {version(name)}" for name in ("scikit-survival", "irrCAC", "dcurves"))}
for name in ("age", "ph_ecog"):
    out[f"auc_t_{name}"] = float(cumulative_dynamic_auc(y, y, lung[name].astype(float), [HORIZON])[0][0])
    out[f"uno_{name}"] = float(concordance_index_ipcw(y, y, lung[name].astype(float), tau=HORIZON)[0])
risk = 1 / (1 + np.exp(-(lung.ph_ecog * 0.8 + lung.male * 0.5 - 0.7)))
out["brier_t"] = float(brier_score(y, y, (1 - risk).to_numpy()[:, None], [HORIZON])[1][0])

# Gwet's table of 12 subjects and 4 raters with missing answers, as irrCAC publishes it (raw_4raters).
ratings = pd.DataFrame(
    [[1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4],
     [1, 1, 2, 1], [2, 2, 2, 2], [None, 5, 5, 5], [None, None, 1, 1], [None, None, 3, None]]
)  # fmt: skip
fleiss = CAC(ratings, digits=12).fleiss()["est"]
out["fleiss"] = [fleiss["coefficient_value"], fleiss["se"]]

frame = lung.assign(risk=risk)
found = dcurves.dca(data=frame, outcome="dead", modelnames=["risk"], thresholds=[0.2, 0.4, 0.6, 0.7],
                    time=HORIZON, time_to_outcome_col="time")  # fmt: skip
for model in ("risk", "all"):
    out[f"benefit_{model}"] = found[found.model == model].net_benefit.tolist()
complete = frame[(frame.dead == 1) & (frame.time <= HORIZON) | (frame.time >= HORIZON)]
complete = complete.assign(by=(complete.dead == 1) & (complete.time <= HORIZON))
found = dcurves.dca(data=complete, outcome="by", modelnames=["risk"], thresholds=[0.2, 0.4, 0.6, 0.7], prevalence=0.3)
out["benefit_stated"] = found[found.model == "risk"].net_benefit.tolist()
print(json.dumps(out, indent=1))
