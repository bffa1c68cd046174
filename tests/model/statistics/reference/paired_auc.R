# Writes values_paired_auc.json: riskRegression's AUCs at a horizon of two markers, their difference, and a point of each
# ROC curve, from the tables of horizon.R (run that first). Run in this folder: Rscript paired_auc.R
# Losses are moved by a hundredth of a day, as in horizon.R. The second marker is age, on the scale of a probability.
suppressMessages({ library(survival); library(prodlim); library(riskRegression) })
file <- file("values_paired_auc.json", "w")
num <- function(x) ifelse(is.finite(as.numeric(x)), formatC(unname(as.numeric(x)), digits = 15, format = "g"), "null")
put <- function(name, x, end = ",") cat(sprintf('  "%s": [%s]%s\n', name, paste(num(x), collapse = ", "), end), file = file)
cat("{\n", file = file)
cat(sprintf('  "origin": "R %s, riskRegression %s",\n', getRversion(), packageVersion("riskRegression")), file = file)
horizons <- c(lung = 365, gbsg = 1826, veteran = 100, mgus2 = 120, made = 60)
for (name in names(horizons)) {
  d <- read.csv(if (name == "lung") "lung_risk.csv" else paste0(name, ".csv")); h <- horizons[[name]]
  d <- d[!is.na(d$age), ]
  d$time <- d$time + ifelse(d$cause == 0, 0.01, 0)
  second <- plogis((d$age - 65) / 10)
  if (any(d$cause == 2)) d$cause <- factor(d$cause, 0:2, c("censored", "1", "2"))
  found <- Score(list(risk = cbind(d$risk), age = cbind(second)), formula = if (any(d$cause == "2"))
    Hist(time, cause, cens.code = "censored") ~ 1 else Surv(time, cause == 1) ~ 1, data = d, times = h, metrics = "auc",
    contrasts = TRUE, se.fit = TRUE, cens.model = "km", null.model = FALSE, plots = "ROC", conservative = FALSE, cause = 1)
  scores <- as.data.frame(found$AUC$score); delta <- as.data.frame(found$AUC$contrasts)
  put(paste0(name, "_auc"), c(scores$AUC[scores$model == "risk"], scores$AUC[scores$model == "age"]))
  delta <- delta[1, ]
  sign <- if (delta$model == "risk") 1 else -1
  put(paste0(name, "_delta"), c(sign * delta$delta.AUC, sort(sign * c(delta$lower, delta$upper)), delta$se))
  roc <- as.data.frame(found$ROC$plotframe); roc <- roc[roc$model == "risk", ]
  at <- roc[order(roc$risk), ][round(nrow(roc) * c(0.3, 0.6)), ]
  put(paste0(name, "_roc"), c(at$risk, at$FPR, at$TPR))
}
put("end", numeric(0), "")
cat("}\n", file = file)
close(file)
