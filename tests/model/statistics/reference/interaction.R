# Interaction in a Cox model: Wald's test of all products, and Cochran's Q with Holm's correction.
# Run with: Rscript interaction.R (R 4.2.2, survival 3.5-3). The values are in test_interaction.py.
library(survival)
lung <- read.csv("lung.csv")
wald <- function(formula, data) {
  fit <- coxph(formula, data = data, ties = "efron")
  on <- grep(":", names(coef(fit)))
  b <- coef(fit)[on]
  w <- drop(t(b) %*% solve(vcov(fit)[on, on], b))
  c(w, length(on), pchisq(w, length(on), lower.tail = FALSE))
}
print(wald(Surv(time, dead) ~ age * factor(male), lung), digits = 12)
print(wald(Surv(time, dead) ~ age * factor(ph_ecog), lung[lung$ph_ecog < 3, ]), digits = 12)
values <- c(0.71, 0.62, 0.55)
errors <- c(0.04, 0.06, 0.05)
w <- 1 / errors^2
q <- sum(w * (values - sum(w * values) / sum(w))^2)
print(c(q, pchisq(q, 2, lower.tail = FALSE)), digits = 12)
print(p.adjust(c(0.04, 0.001, 0.03, 0.6, 0.02), "holm"))
