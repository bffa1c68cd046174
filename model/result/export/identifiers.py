"""Sentences that say which identifiers of patients an export holds. `docs/privacy.md` has the whole list."""

RESULT_FILES = (
    "These files hold the name, folder and SHA-256 of each image, which may identify a patient. Pictures and "
    "case reports also show the patient's tissue."
)
COHORT_TABLES = (
    "The tables and records hold the name, folder and SHA-256 of each image and the patient_id of your table; run.log "
    "holds names of images."
)
STUDY_TABLES = (
    "These tables hold the patients' ids, outcomes and clinical values, the names and SHA-256 of their images, and the "
    "names of the readers. For a copy without identifiers: histocast study deidentify."
)
