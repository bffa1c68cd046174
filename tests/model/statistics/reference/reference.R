# Writes what values_r.json holds: R's own figures on data sets of its packages (survival, pROC).
# Run: Rscript reference.R > values_r.json
suppressMessages({library(survival); library(pROC); library(vcd)})
num <- function(x) formatC(unname(as.numeric(x)), digits = 15, format = "g")
put <- function(name, x) cat(sprintf('  "%s": [%s],\n', name, paste(num(x), collapse = ", ")))
cat("{\n")
cat(sprintf('  "origin": "R %s, survival %s, pROC %s, vcd %s",\n', getRversion(),
            packageVersion("survival"), packageVersion("pROC"), packageVersion("vcd")))
data(aSAH)
roc_of <- function(x) roc(aSAH$outcome, as.numeric(x), levels = c("Good", "Poor"), direction = "<", quiet = TRUE)
s100b <- roc_of(aSAH$s100b); ndka <- roc_of(aSAH$ndka); wfns <- roc_of(aSAH$wfns)
for (name in c("s100b", "ndka", "wfns")) put(paste0("asah_auc_", name), ci.auc(get(name))[c(2, 1, 3)])
for (pair in list(c("s100b", "ndka"), c("wfns", "s100b"), c("wfns", "ndka"))) {
  test <- roc.test(get(pair[1]), get(pair[2]), method = "delong", paired = TRUE)
  put(paste0("asah_paired_", pair[1], "_", pair[2]),
      c(test$estimate[1] - test$estimate[2], test$conf.int, test$p.value))
}
l <- lung[complete.cases(lung[, c("age", "sex", "ph.ecog", "ph.karno")]), ]
l$dead <- l$status == 2
y <- Surv(l$time, l$dead)
put("lung_n", c(nrow(l), sum(l$dead)))
for (name in c("age", "ph.ecog")) {
  c0 <- concordance(y ~ l[[name]], reverse = TRUE)
  put(paste0("lung_c_", name), c(c0$concordance, sqrt(c0$var)))
  c1 <- concordance(y ~ l[[name]], reverse = TRUE, timewt = "n/G2")
  put(paste0("lung_uno_", name), c(c1$concordance, sqrt(c1$var)))
}
exact <- coxph.control(eps = 1e-14, iter.max = 50)
cox_row <- function(fit, row) { s <- summary(fit); c(s$conf.int[row, c(1, 3, 4)], s$coefficients[row, 5]) }
put("lung_hr_male", cox_row(coxph(y ~ I(l$sex == 1), control = exact), 1))
put("lung_hr_age_sd", cox_row(coxph(y ~ I(l$age / sd(l$age)), control = exact), 1))
for (k in list(c("male", "sex1"), c("ecog", "ph.ecog"))) {
  g <- if (k[1] == "male") l$sex else l$ph.ecog
  d <- survdiff(y ~ g)
  put(paste0("lung_logrank_", k[1]), c(d$chisq, length(d$n) - 1, pchisq(d$chisq, length(d$n) - 1, lower.tail = FALSE)))
}
male <- as.numeric(l$sex == 1)
multi <- coxph(y ~ male + l$age + l$ph.ecog, control = exact)
for (row in 1:3) put(paste0("lung_multi_", row), cox_row(multi, row))
put("lung_zph_rank_p", cox.zph(multi, transform = "rank", global = FALSE)$table[, "p"])
fit <- survfit(Surv(time, dead) ~ 1, data = l[l$sex == 1, ], conf.type = "log-log")
at <- summary(fit, times = c(180, 365, 730))
put("lung_km_male_n", at$n.risk); put("lung_km_male", at$surv)
put("lung_km_male_low", at$lower); put("lung_km_male_high", at$upper)
put("lung_km_male_median", summary(fit)$table["median"])
put("lung_follow_up", summary(survfit(Surv(time, !dead) ~ 1, data = l))$table["median"])
put("wilson_16_of_19", c(16 / 19, prop.test(16, 19, correct = FALSE)$conf.int))
first <- c(1,2,3,3,2,1,4,1,2,5,3,2,2,4,5,1); second <- c(1,2,3,3,2,2,4,1,2,5,1,2,1,4,4,1)
k <- Kappa(table(first, second), weights = "Equal-Spacing")
put("cohen_plain", c(k$Unweighted[1], confint(k)[1, ])); put("cohen_linear", c(k$Weighted[1], confint(k)[2, ]))
cat('  "end": []\n}\n')
