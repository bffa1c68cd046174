"""What a user of the window does where a sentence of the model names an option of the command line; no Qt."""

from app.language.text import mark

IN_WINDOW = {
    "--encoder-sha256 is {1}, which is not a SHA-256.": mark("The SHA-256 of the encoder is {1}, which is none."),
    "--informed {1} does not name a rater and the column of its informed reads.": mark(
        "{1} does not name a rater and the column of its informed reads."
    ),
    "A reader's first packet is made without --again.": mark(
        "A reader's first packet is made without Replace this reader's lost packet."
    ),
    "Ask the reader for the original packet, or make another packet with --again.": mark(
        "Ask the reader for the original packet, or make another one with Replace this reader's lost packet."
    ),
    "Ask the reader for the packet as it is on the reader's computer, or make another packet with --again.": mark(
        "Ask the reader for the packet as it is on the reader's computer, or make another one with Replace this "
        "reader's lost packet."
    ),
    "Check that the slide is stained, or write tiles without tissue too: --all-tiles.": mark(
        "Check that the slide is stained."
    ),
    "Check the pixel size of the slide (--mpp), or choose an encoder with larger tiles.": mark(
        "Check the pixel size of the slide (Set the pixel size), or choose an encoder with larger tiles."
    ),
    "Choose another folder with --out, or remove the file.": mark("Choose another folder, or remove the file."),
    "Choose one of them with --bundle NAME or --bundle FILE.": mark("Choose one of them in the menu beside Analyse."),
    "Correct the table, or say which value means an event with --event COLUMN=VALUE.": mark(
        "Correct the table, or choose the value under Means died."
    ),
    "Correct these lines, or leave out their columns. To replace outcomes by newer follow-up, add --update-outcomes, "
    "or confirm the list of changes in the window.": mark(
        "Correct these lines, or leave out their columns. To replace outcomes by newer follow-up, confirm the list of "
        "changes."
    ),
    "Correct these lines, or say which values are meant: --event COLUMN=VALUE, --other-cause COLUMN=VALUE.": mark(
        "Correct these lines, or choose another value under Means died."
    ),
    "Fit the rule again from a study, or from a table with --bundle.": mark("Fit the rule again from a study."),
    "Give a file that was written with --out.": mark("Choose a file with a saved rule."),
    "Give the features of the slide: histocast predict --features FILE --bundle {1}": mark(
        "Choose Use features from a file, and give the features of the slide for the model {1}."
    ),
    "Give the file of this model with --bundle FILE. In the window, first choose this model.": mark(
        "First choose this model in the menu beside Analyse."
    ),
    "Give the pixel size of the slide with --mpp.": mark("Choose Set the pixel size, and enter that of the slide."),
    "Give the side of the tiles in px, as it was set for stamp preprocess: --tile-px 224": mark(
        "Enter the side of the tiles in px, as it was set for stamp preprocess, for example 224."
    ),
    "Give the slide from which the features were computed: --image SLIDE": mark(
        "Open the slide from which the features were computed."
    ),
    "Give the unit with --time-unit, or fit a rule to this table.": mark(
        "Choose the unit of the time, or fit a rule to this table."
    ),
    "If the features come from this encoder, give its name: --encoder {1}": mark(
        "If the features come from this encoder, enter its name: {1}"
    ),
    "If this slide is a tissue microarray, check its pixel size, or give the cores in a file (--cores FILE).": mark(
        "If this slide is a tissue microarray, check its pixel size, or add the cores by hand."
    ),
    "Import the encoder (histocast backbone import), or use a file with the tiles of glass "
    "(histocast features --all-tiles).": mark(
        "Use a feature file that also has the tiles of glass, or ask IT to install the encoder."
    ),
    "Leave out --encoder-sha256, or give the file to which this SHA-256 belongs.": mark(
        "Choose the feature file to which this SHA-256 belongs."
    ),
    "Measure the error: histocast bench --accuracy, or Measure fast in the window. Or choose exact precision.": mark(
        "Choose Measure the errors of fast and fastest, or choose exact precision."
    ),
    "Merge the packet. If it is lost, make another packet (histocast study packet --again) or withdraw this one "
    "(--withdraw).": mark("Merge the packet. If it is lost, make another one with Replace this reader's lost packet."),
    "Name deaths of another cause with --other-cause {1}=VALUE.": mark(
        "Name deaths of another cause in a column with the cause of death."
    ),
    "Name the model with --model, and give its kind with --kind NAME=probability.": mark(
        "First analyse the cases of the study with a model."
    ),
    "Remove --kind {1}={2}, or correct the column {3}.": mark("Correct the column {3}."),
    "Remove this rater from --protective, or use numbers for its values in the table.": mark(
        "Use numbers for its values in the table."
    ),
    "Rescue its reads with the study: histocast study merge STUDY PACKET --rescue.": mark(
        "Ask IT to rescue its reads with the study (see the help page Command line)."
    ),
    "Restore the study's sheet, or make another packet with --again.": mark(
        "Restore the study's sheet, or make another packet with Replace this reader's lost packet."
    ),
    "Say which value means 'died of the disease', for example --event {1}={2}.": mark(
        "Choose the value of the column {1} under Means died, for example {2}."
    ),
    "Say which value means a death of another cause, for example --other-cause {1}={2}.": mark(
        "Name deaths of another cause in a column with the cause of death."
    ),
    "Say which value means the event, for example --event {1}={2}.": mark(
        "Choose the value of the column {1} under Means died, for example {2}."
    ),
    "State them: {1}.": mark("Enter them, or set the pixel size of the open slide."),
    "Supply it with --mpp.": mark("Choose Set the pixel size."),
    "The folder of the images ({1}) and salted hashes of the images and their names. A person who can open that folder "
    "sees the names of the images, and their labels and metadata. --copy-images gives copies without names, labels and "
    "metadata.": mark(
        "The folder of the images ({1}) and salted hashes of the images and their names. A person who can open that "
        "folder sees the names of the images, and their labels and metadata. Copied images have no names, labels and "
        "metadata."
    ),
    "The images are as in earlier rounds: a reader who compares the files could find the same case again. "
    "--copy-images gives the images new names.": mark(
        "The images are as in earlier rounds: a reader who compares the files could find the same case again. Copied "
        "images have new names."
    ),
    "To begin another round of the same cases, add --repeat.": mark(
        "To begin another round of the same cases, choose Start another round."
    ),
    "To fit a rule for this model, leave out --rule.": mark("Fit a rule for this model."),
    "Withdraw the packet first: histocast study packet --withdraw.": mark(
        "Withdraw the packet first (see the help page Command line)."
    ),
    "Write --event {1}=VALUE.": mark("Choose another value of the column {1} under Means died."),
    "Write --other-cause {1}=VALUE.": mark(
        "Name deaths of another cause in a column with the cause of death."
    ),
    "{1} If both names mean the same weights, give the model's name: --encoder {2}": mark(
        "{1} If both names mean the same weights, enter the model's name: {2}"
    ),
    "{1} If the file belongs to this slide, check the pixel size of the slide and give it with --mpp.": mark(
        "{1} If the file belongs to this slide, check the pixel size of the slide (Set the pixel size)."
    ),
    "{1} was computed with encoder weights of the SHA-256 {2}, but --encoder-sha256 is {3}.": mark(
        "{1} was computed with encoder weights of the SHA-256 {2}, but the stated SHA-256 is {3}."
    ),
}
"""For each sentence that names an option: the sentence that the window shows instead, with the same fields."""
