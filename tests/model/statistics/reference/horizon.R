# Writes the tables gbsg.csv, veteran.csv, mgus2.csv and made.csv, and values_horizon.json: R's figures at a horizon.
# Run in this folder: Rscript horizon.R
# survival (tables, Kaplan-Meier, restricted means), cmprsk (Gray's test, Fine and Gray's model), riskRegression (AUC and
# Brier score weighted for censoring), etm (variance of Aalen-Johansen), geepack (sandwich), rms (restricted spline).
# Losses are moved by a hundredth of a day, so that everywhere in R a loss at the time of a death is later than it, and a
# loss at exactly the horizon is a patient alive at it: the convention of this program. Only the median follow-up is of the
# times as they are, as survfit gives it.
suppressMessages({
  library(survival); library(cmprsk); library(riskRegression); library(etm); library(geepack); library(rms)
})
file <- file("values_horizon.json", "w")
num <- function(x) ifelse(is.finite(as.numeric(x)), formatC(unname(as.numeric(x)), digits = 15, format = "g"), "null")
put <- function(name, x) cat(sprintf('  "%s": [%s],\n', name, paste(num(x), collapse = ", ")), file = file)
cat("{\n", file = file)
packages <- c("survival", "cmprsk", "riskRegression", "etm", "geepack", "rms")
cat(sprintf('  "origin": "R %s, %s",\n', getRversion(), paste(packages, sapply(packages, function(p)
  as.character(packageVersion(p))), collapse = ", ")), file = file)
z <- qnorm(0.975)

# Each table: time, cause (0 lost or alive, 1 event, 2 dead of another cause), risk, high, age.
made <- function() {
  set.seed(17)
  n <- 300
  x <- rnorm(n); age <- round(rnorm(n, 65, 9))
  first <- rexp(n, exp(-4.3 + 0.8 * x) + 0.006); ours <- runif(n) < exp(-4.3 + 0.8 * x) / (exp(-4.3 + 0.8 * x) + 0.006)
  lost <- runif(n, 24, 130)
  time <- pmax(1, ceiling(pmin(first, lost)))           # whole months: deaths and losses are tied, also at 60 itself
  data.frame(time, cause = ifelse(first > lost, 0, ifelse(ours, 1, 2)), risk = plogis(-0.7 + 1.3 * x), age)
}
tables <- list(
  lung = with(read.csv("lung.csv"), data.frame(time, cause = dead,
              risk = plogis(0.8 * ph_ecog + 0.5 * male - 0.7), age)),
  gbsg = with(gbsg, data.frame(time = rfstime, cause = status, risk = plogis(-0.9 + 0.2 * pmin(nodes, 15)), age)),
  veteran = with(veteran, data.frame(time, cause = status, risk = plogis(0.05 * (60 - karno) + 0.01 * age), age)),
  mgus2 = with(subset(mgus2, !is.na(mspike)), data.frame(
              time = ifelse(pstat == 0, futime, ptime), cause = ifelse(pstat == 1, 1, 2 * death),
              risk = plogis(-4 + 1.2 * mspike), age)),
  made = made())
horizons <- c(lung = 365, gbsg = 1826, veteran = 100, mgus2 = 120, made = 60)
cuts <- c(lung = 0.5, gbsg = 0.5, veteran = 0.6, mgus2 = 0.1, made = 0.4)
# The files hold 12 digits, and the figures are of what they hold.
for (name in names(tables)) {
  tables[[name]]$risk <- as.numeric(formatC(tables[[name]]$risk, digits = 12, format = "g"))
  write.csv(tables[[name]], if (name == "lung") "lung_risk.csv" else paste0(name, ".csv"), row.names = FALSE, quote = FALSE)
}

# Share with the event by h, its standard error (Greenwood; with other causes etm's), and the 95 % interval.
share <- function(d, h, competing) {
  if (!competing) {
    fit <- summary(survfit(Surv(time, cause == 1) ~ 1, data = d, conf.type = "log-log"), times = h)
    return(c(1 - fit$surv, fit$std.err, 1 - fit$upper, 1 - fit$lower))
  }
  t <- data.frame(id = seq_len(nrow(d)), from = 0, to = ifelse(d$cause == 0, "cens", d$cause), time = d$time)
  fit <- etm(t, c("0", "1", "2"), matrix(c(FALSE, TRUE, TRUE, rep(FALSE, 6)), 3, byrow = TRUE), "cens", 0)
  at <- max(which(fit$time <= h))
  F <- fit$est["0", "1", at]; se <- sqrt(fit$cov["0 1", "0 1", at])
  c(F, se, F^exp(c(-1, 1) * z * se / (F * log(F))))
}

# Restricted mean time lost to the event by h: the area under the cumulative incidence.
lost <- function(d, h, competing) {
  if (!competing) {
    t <- summary(survfit(Surv(time, cause == 1) ~ 1, data = d), rmean = h)$table
    return(c(h - t["rmean"], t["se(rmean)"]))
  }
  t <- summary(survfit(Surv(time, factor(cause, 0:2)) ~ 1, data = d), rmean = h)$table
  c(t[2, "rmean"], if ("se(rmean)" %in% colnames(t)) t[2, "se(rmean)"] else NA)
}

for (name in names(tables)) {
  d <- tables[[name]]; h <- horizons[[name]]; n <- nrow(d)
  competing <- any(d$cause == 2)
  d$time <- d$time + ifelse(d$cause == 0, 0.01, 0)
  d$high <- as.numeric(d$risk >= cuts[[name]])
  case <- d$cause == 1 & d$time <= h
  dead <- d$cause == 2 & d$time <= h
  alive <- d$time > h
  put(paste0(name, "_counts"), c(n, h, cuts[[name]], sum(case), sum(alive) + sum(dead), sum(dead), n - sum(case, dead, alive)))
  put(paste0(name, "_share"), share(d, h, competing))
  above <- share(d[d$high == 1, ], h, competing); below <- share(d[d$high == 0, ], h, competing)
  put(paste0(name, "_ppv"), above[c(1, 3, 4)])
  put(paste0(name, "_npv"), 1 - below[c(1, 4, 3)])
  n1 <- sum(d$high); n0 <- n - n1
  part <- function(a, va, b, vb, na, nb) {
    value <- na * a / (na * a + nb * b); error <- sqrt(1 / na + 1 / nb + va / a^2 + vb / b^2)
    c(value, plogis(qlogis(value) + c(-1, 1) * z * error))
  }
  put(paste0(name, "_sensitivity"), part(above[1], above[2]^2, below[1], below[2]^2, n1, n0))
  put(paste0(name, "_specificity"), part(1 - below[1], below[2]^2, 1 - above[1], above[2]^2, n0, n1))

  # Weights for censoring; AUC and Brier score of riskRegression.
  G <- survfit(Surv(time, cause == 0) ~ 1, data = d)
  still <- stepfun(G$time, c(1, G$surv))
  w <- ifelse(case | dead, 1 / still(d$time - 0.001), ifelse(alive, 1 / still(h), 0))
  formula <- if (competing) Hist(time, cause) ~ 1 else Surv(time, cause) ~ 1
  scored <- Score(list(m = d$risk), formula = formula, data = d, times = h, cause = 1, metrics = c("auc", "brier"),
                  se.fit = FALSE, null.model = FALSE, cens.model = "km", conf.int = FALSE)
  put(paste0(name, "_auc"), scored$AUC$score$AUC)
  put(paste0(name, "_brier"), scored$Brier$score$Brier)

  # Calibration: weighted logistic regressions, standard errors from the sandwich.
  lp <- qlogis(d$risk)
  known <- w > 0
  k <- data.frame(y = as.numeric(case), lp, w, id = seq_len(n))[known, ]
  exact <- glm.control(epsilon = 1e-14, maxit = 100)
  sandwich <- function(fit) {   # HC0, with the weights taken as known
    x <- model.matrix(fit); p <- fitted(fit); bread <- solve(crossprod(x, x * (k$w * p * (1 - p))))
    bread %*% crossprod(x * (k$w * (k$y - p))) %*% bread
  }
  fitted_to <- function(formula) suppressWarnings(glm(formula, quasibinomial, data = k, weights = w, control = exact))
  a <- fitted_to(y ~ lp)
  put(paste0(name, "_slope"), coef(a)[2] + c(0, -1, 1) * z * sqrt(sandwich(a)[2, 2]))
  # geepack stops earlier; it is here to show that its sandwich is the same one.
  s <- summary(geeglm(y ~ lp, binomial, data = k, weights = w, id = id, scale.fix = TRUE))$coefficients
  put(paste0(name, "_geepack"), c(s["lp", 1], s["lp", 2]))
  a <- fitted_to(y ~ 1 + offset(lp))
  put(paste0(name, "_intercept"), coef(a)[1] + c(0, -1, 1) * z * sqrt(sandwich(a)[1, 1]))
  all <- share(d, h, competing)
  put(paste0(name, "_oe"), all[1] / mean(d$risk) * exp(c(0, -1, 1) * z * all[2] / all[1]))
  knots <- quantile(lp, c(0.1, 0.5, 0.9))
  basis <- function(x) cbind(x, rcspline.eval(x, knots, inclx = FALSE))
  k$x1 <- basis(k$lp)[, 1]; k$x2 <- basis(k$lp)[, 2]
  a <- fitted_to(y ~ x1 + x2)
  x <- cbind(1, basis(lp))
  away <- abs(plogis(drop(x %*% coef(a))) - d$risk)
  put(paste0(name, "_distances"), c(mean(away), median(away), quantile(away, 0.9)))
  at <- as.numeric(quantile(d$risk, c(0.25, 0.5, 0.75)))
  x <- cbind(1, basis(qlogis(at))); eta <- drop(x %*% coef(a)); se <- sqrt(diag(x %*% sandwich(a) %*% t(x)))
  put(paste0(name, "_curve"), c(at, plogis(eta), plogis(eta - z * se), plogis(eta + z * se)))

  # Net benefit of acting on the patients at high risk, at the cut.
  odds <- cuts[[name]] / (1 - cuts[[name]])
  put(paste0(name, "_benefit"), mean(d$high) * (above[1] - (1 - above[1]) * odds))
  put(paste0(name, "_lost_high"), lost(d[d$high == 1, ], h, competing))
  put(paste0(name, "_lost_low"), lost(d[d$high == 0, ], h, competing))
  put(paste0(name, "_follow_up"), summary(survfit(Surv(time, cause == 0) ~ 1, data = tables[[name]]))$table["median"])
  if (competing) {
    t <- d   # unmoved, cmprsk takes those who die at the time of a loss for at risk of it: 3e-4 more or less on mgus2
    g <- cuminc(t$time, t$cause, d$high)$Tests["1", ]
    put(paste0(name, "_gray"), g[c("stat", "df", "pv")])
    if (name == "mgus2") put("mgus2_gray_three", cuminc(t$time, t$cause, findInterval(t$age, c(65, 75)))$Tests["1", c("stat", "df", "pv")])
    one <- function(x) { f <- summary(crr(t$time, t$cause, x, gtol = 1e-12, maxiter = 50)); c(f$conf.int[, c(1, 3, 4)], f$coef[, 5]) }
    put(paste0(name, "_fine_gray_high"), one(d$high))
    put(paste0(name, "_fine_gray_sd"), one(d$risk / sd(d$risk)))
    f <- summary(crr(t$time, t$cause, cbind(high = d$high, age = d$age), gtol = 1e-12, maxiter = 50))
    put(paste0(name, "_fine_gray_two"), c(t(cbind(f$conf.int[, c(1, 3, 4)], f$coef[, 5]))))
  }
}
cat('  "end": []\n}\n', file = file)
close(file)
