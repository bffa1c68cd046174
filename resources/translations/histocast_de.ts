<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>histocast</name>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>{title} ({why})</source>
   <translation>{title} ({why})</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Analyse</source>
   <translation>Analysieren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source> or </source>
   <translation> oder </translation>
  </message>
  <message>
   <location filename="app/actions/cache_handlers.py" />
   <source>The cache cannot be read: {reason}.</source>
   <translation>Der Cache kann nicht gelesen werden: {reason}.</translation>
  </message>
  <message>
   <location filename="app/actions/case_actions.py" />
   <source>Open</source>
   <translation>Öffnen</translation>
  </message>
  <message>
   <location filename="app/actions/case_actions.py" />
   <source>Open side by side (view only)</source>
   <translation>Daneben öffnen (nur ansehen)</translation>
  </message>
  <message>
   <location filename="app/actions/case_actions.py" />
   <source>Add to the queue</source>
   <translation>In die Warteschlange aufnehmen</translation>
  </message>
  <message>
   <location filename="app/actions/case_actions.py" />
   <source>Copy the path</source>
   <translation>Pfad kopieren</translation>
  </message>
  <message>
   <location filename="app/actions/case_actions.py" />
   <source>Show the folder</source>
   <translation>Ordner anzeigen</translation>
  </message>
  <message>
   <location filename="app/actions/core_handlers.py" />
   <source>Save an analysis region around each annotation</source>
   <translation>Um jede Annotation einen Analysebereich speichern</translation>
  </message>
  <message>
   <location filename="app/actions/core_handlers.py" />
   <source>Find the cores again?</source>
   <translation>Stanzen neu suchen?</translation>
  </message>
  <message>
   <location filename="app/actions/core_handlers.py" />
   <source>The existing cores, with their corrections and case IDs, will be replaced.</source>
   <translation>Die vorhandenen Stanzen mit ihren Korrekturen und Fall-IDs werden ersetzt.</translation>
  </message>
  <message>
   <location filename="app/actions/core_handlers.py" />
   <source>Find again</source>
   <translation>Neu suchen</translation>
  </message>
  <message>
   <location filename="app/actions/core_handlers.py" />
   <source>The existing files may contain your corrections of the cores.</source>
   <translation>Die vorhandenen Dateien können Ihre Korrekturen der Stanzen enthalten.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/actions/core_handlers.py" />
   <source>{number} annotations</source>
   <translation>
    <numerusform>{number} Annotation</numerusform>
    <numerusform>{number} Annotationen</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/actions/core_handlers.py" />
   <source>Annotations are drawn with dashes. For regions: menu View, Measurements and notes, {title}.</source>
   <translation>Annotationen sind gestrichelt gezeichnet. Für Bereiche: Menü Ansicht, Messungen und Notizen, {title}.</translation>
  </message>
  <message>
   <location filename="app/actions/core_handlers.py" />
   <source>Imported from {name}: {imported}.</source>
   <translation>Aus {name} importiert: {imported}.</translation>
  </message>
  <message>
   <location filename="app/actions/core_handlers.py" />
   <source>Import the cores of {name}?</source>
   <translation>Die Stanzen aus {name} importieren?</translation>
  </message>
  <message>
   <location filename="app/actions/core_handlers.py" />
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message numerus="yes">
   <location filename="app/actions/core_handlers.py" />
   <source>{number} cores</source>
   <translation>
    <numerusform>{number} Stanze</numerusform>
    <numerusform>{number} Stanzen</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/actions/core_handlers.py" />
   <source> and </source>
   <translation> und </translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/about.py" />
   <source>
&lt;p&gt;Histocast {version}&lt;/p&gt;
&lt;p&gt;A viewer for pathology images with an outcome model inside: VGG-16 and an LSTM over the 256 tiles of a
tissue spot.&lt;/p&gt;
&lt;p&gt;Research use only. Not a medical device; not for diagnosis or treatment decisions.&lt;/p&gt;
&lt;p&gt;The method follows D. Bychkov et al., Deep learning based tissue analysis predicts outcome in colorectal cancer,
Scientific Reports 8:3395 (2018),
&lt;a href="https://doi.org/10.1038/s41598-018-21758-3"&gt;doi 10.1038/s41598-018-21758-3&lt;/a&gt;.
This is a re-implementation, not the authors' program. The published figures do not apply to its models.&lt;/p&gt;
&lt;p&gt;Images never leave this computer. The program opens no network connection unless you download weights.&lt;/p&gt;
{model}{rules}
&lt;p&gt;MIT licence. The program contains these parts, which have their own licences:&lt;/p&gt;
&lt;table cellpadding="2"&gt;{parts}&lt;/table&gt;
</source>
   <translation>
&lt;p&gt;Histocast {version}&lt;/p&gt;
&lt;p&gt;Ein Betrachter für Pathologiebilder mit einem eingebauten Modell des Krankheitsverlaufs: VGG-16 und ein LSTM über die
256 Kacheln eines Gewebespots.&lt;/p&gt;
&lt;p&gt;Nur für Forschungszwecke. Kein Medizinprodukt; nicht für Diagnosen oder Therapieentscheidungen.&lt;/p&gt;
&lt;p&gt;Die Methode folgt D. Bychkov et al., Deep learning based tissue analysis predicts outcome in colorectal cancer,
Scientific Reports 8:3395 (2018),
&lt;a href="https://doi.org/10.1038/s41598-018-21758-3"&gt;doi 10.1038/s41598-018-21758-3&lt;/a&gt;.
Dies ist eine Neuimplementierung, nicht das Programm der Autoren. Die veröffentlichten Zahlen gelten nicht für ihre
Modelle.&lt;/p&gt;
&lt;p&gt;Bilder verlassen diesen Computer nie. Das Programm öffnet keine Netzwerkverbindung, außer Sie laden Gewichte
herunter.&lt;/p&gt;
{model}{rules}
&lt;p&gt;MIT-Lizenz. Das Programm enthält diese Teile, die eigene Lizenzen haben:&lt;/p&gt;
&lt;table cellpadding="2"&gt;{parts}&lt;/table&gt;
</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/about.py" />
   <source>&lt;p&gt;Embedded model: {bundle}, SHA-256 {bundle_sha256}; backbone: {backbone}, SHA-256 {backbone_sha256}.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Enthaltenes Modell: {bundle}, SHA-256 {bundle_sha256}; Backbone: {backbone}, SHA-256 {backbone_sha256}.&lt;/p&gt;</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/about.py" />
   <source>About Histocast</source>
   <translation>Über Histocast</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/about.py" />
   <source>&lt;p&gt;Policy of this computer ({policy_file}): {rules}.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Richtlinie dieses Computers ({policy_file}): {rules}.&lt;/p&gt;</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>Enter a size in GB, 0.01 or more, or leave the field empty. The limit stays as it is.</source>
   <translation>Geben Sie eine Größe in GB ein, mindestens 0.01, oder lassen Sie das Feld leer. Die Grenze bleibt unverändert.</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>Empty the cache?</source>
   <translation>Cache leeren?</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>Everything in it can be computed again. Analysing a spot again then takes as long as before.</source>
   <translation>Alles darin kann neu berechnet werden. Die erneute Analyse eines Spots dauert dann so lange wie zuvor.</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>no limit</source>
   <translation>keine Grenze</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>Empty the cache …</source>
   <translation>Cache leeren …</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>An empty field means no limit. The least recently used features go first.</source>
   <translation>Ein leeres Feld bedeutet: keine Grenze. Die am längsten nicht verwendeten Merkmale werden zuerst entfernt.</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>{spots}, {size} MB</source>
   <translation>{spots}, {size} MB</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>Empty the cache</source>
   <translation>Cache leeren</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>Limit for analysed images in GB</source>
   <translation>Grenze für analysierte Bilder in GB</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>Limit for cohorts in GB</source>
   <translation>Grenze für Kohorten in GB</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>the cache</source>
   <translation>der Cache</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>Analysed images</source>
   <translation>Analysierte Bilder</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>At most</source>
   <translation>Höchstens</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>Cohorts</source>
   <translation>Kohorten</translation>
  </message>
  <message numerus="yes">
   <location filename="app/actions/dialogs/cache_page.py" />
   <source>{number} spots</source>
   <translation>
    <numerusform>{number} Spot</numerusform>
    <numerusform>{number} Spots</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>DEMO MODEL: trained on synthetic tissue, no clinical meaning</source>
   <translation>DEMO-MODELL: an künstlichem Gewebe trainiert, ohne klinische Bedeutung</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>{backbone_name}, {feature_layer}, then {text}</source>
   <translation>{backbone_name}, {feature_layer}, dann {text}</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>{window_px} px at {mpp:g} µm/px, tiles of {tile_px} px, {fit}</source>
   <translation>{window_px} px bei {mpp:g} µm/px, Kacheln von {tile_px} px, {fit}</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>none</source>
   <translation>keine</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>none: this model takes feature files of {text}</source>
   <translation>keiner: Dieses Modell verwendet Merkmalsdateien von {text}</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>{threshold:.4g} ({origin})</source>
   <translation>{threshold:.4g} ({origin})</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Model card</source>
   <translation>Modellkarte</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Intended use</source>
   <translation>Verwendungszweck</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Limits</source>
   <translation>Grenzen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Not tested</source>
   <translation>Nicht geprüft</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Predicts</source>
   <translation>Sagt voraus</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Trained on</source>
   <translation>Trainiert an</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Cohort</source>
   <translation>Kohorte</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Probability</source>
   <translation>Wahrscheinlichkeit</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Blank tiles</source>
   <translation>Leere Kacheln</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Threshold for low risk</source>
   <translation>Schwelle für niedriges Risiko</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Network</source>
   <translation>Netz</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Analysis region</source>
   <translation>Analysebereich</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Bundle</source>
   <translation>Modellpaket</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>{path} · SHA-256 {sha256}</source>
   <translation>{path} · SHA-256 {sha256}</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Backbone</source>
   <translation>Backbone</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>SHA-256 {backbone_sha256}</source>
   <translation>SHA-256 {backbone_sha256}</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Made by</source>
   <translation>Erstellt von</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>skipped</source>
   <translation>übersprungen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>analysed like all others</source>
   <translation>wie alle anderen analysiert</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>Order stability</source>
   <translation>Stabilität der Reihenfolge</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/card.py" />
   <source>not known</source>
   <translation>nicht bekannt</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/command_list.py" />
   <source>Commands</source>
   <translation>Befehle</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/command_list.py" />
   <source>Search commands</source>
   <translation>Befehle suchen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/command_list.py" />
   <source>No action has all these words.</source>
   <translation>Keine Aktion enthält alle diese Wörter.</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/command_list.py" />
   <source>Commands that fit the search</source>
   <translation>Befehle, die zur Suche passen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/feature_facts.py" />
   <source>Fill in only what you know for certain. A fact that contradicts the file is refused.</source>
   <translation>Geben Sie nur an, was Sie sicher wissen. Eine Angabe, die der Datei widerspricht, wird abgelehnt.</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/feature_facts.py" />
   <source>Features from a file</source>
   <translation>Merkmale aus einer Datei</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/feature_facts.py" />
   <source>see the model card</source>
   <translation>siehe Modellkarte</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/feature_facts.py" />
   <source>Use these facts</source>
   <translation>Diese Angaben verwenden</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/feature_facts.py" />
   <source>Encoder that computed the features</source>
   <translation>Encoder, der die Merkmale berechnet hat</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/feature_facts.py" />
   <source>Side of a tile in px, as the encoder received it</source>
   <translation>Seitenlänge einer Kachel in px, wie der Encoder sie erhielt</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/feature_facts.py" />
   <source>Pixel size of a tile, µm/px</source>
   <translation>Pixelgröße einer Kachel, µm/px</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/figure_page.py" />
   <source>The page is white, and its texts are English, as in all files. Map, model, probability with its qualifier, precision, changes of the display and “Research use only” are added to the caption.</source>
   <translation>Die Seite ist weiß, und ihre Texte sind Englisch, wie in allen Dateien. Karte, Modell, Wahrscheinlichkeit mit ihrem Zusatz, Genauigkeit, Änderungen der Anzeige und „Nur für Forschungszwecke“ (auf Englisch) werden der Bildunterschrift hinzugefügt.</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/figure_page.py" />
   <source>Figure for a publication</source>
   <translation>Abbildung für eine Publikation</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/figure_page.py" />
   <source>Legend of the map, beside the picture</source>
   <translation>Legende der Karte, neben dem Bild</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/figure_page.py" />
   <source>Scale bar</source>
   <translation>Maßstab</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/figure_page.py" />
   <source>Overview with the visible part outlined</source>
   <translation>Übersicht mit dem Umriss des sichtbaren Teils</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/figure_page.py" />
   <source>Save as …</source>
   <translation>Speichern unter …</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/figure_page.py" />
   <source>Width</source>
   <translation>Breite</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/figure_page.py" />
   <source>Resolution</source>
   <translation>Auflösung</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/figure_page.py" />
   <source>Start of the caption</source>
   <translation>Beginn der Bildunterschrift</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>All files (*)</source>
   <translation>Alle Dateien (*)</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>QuPath GeoJSON, core tables (*.geojson *.json *.csv *.xlsx);;{anything}</source>
   <translation>QuPath-GeoJSON, Stanzentabellen (*.geojson *.json *.csv *.xlsx);;{anything}</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Histocast packets (*{packet});;{anything}</source>
   <translation>Histocast-Befundpakete (*{packet});;{anything}</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Choose the finished packets to merge</source>
   <translation>Fertige Befundpakete zum Zusammenführen auswählen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Open an image</source>
   <translation>Bild öffnen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Images ({patterns});;{anything}</source>
   <translation>Bilder ({patterns});;{anything}</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Add images to the queue</source>
   <translation>Bilder in die Warteschlange aufnehmen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Choose a model</source>
   <translation>Modell wählen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Histocast bundles (*.safetensors);;{anything}</source>
   <translation>Histocast-Modellpakete (*.safetensors);;{anything}</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Use features from a file</source>
   <translation>Merkmale aus einer Datei verwenden</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Features of tiles ({patterns});;{anything}</source>
   <translation>Merkmale von Kacheln ({patterns});;{anything}</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Import a core map</source>
   <translation>Stanzenplan importieren</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Tables (*.csv *.tsv *.txt *.xlsx *.xlsm);;{anything}</source>
   <translation>Tabellen (*.csv *.tsv *.txt *.xlsx *.xlsm);;{anything}</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Import cores or annotations</source>
   <translation>Stanzen oder Annotationen importieren</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Open a study</source>
   <translation>Studie öffnen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Histocast studies and packets (*{study} *{packet});;{anything}</source>
   <translation>Histocast-Studien und Befundpakete (*{study} *{packet});;{anything}</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Save the new study as</source>
   <translation>Neue Studie speichern unter</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Save the recalibrated model as</source>
   <translation>Rekalibriertes Modell speichern unter</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Save the reader's packet as</source>
   <translation>Befundpaket des Befunders speichern unter</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Choose a rule that answers low, uncertain or high</source>
   <translation>Regel mit den Antworten niedrig, unsicher oder hoch wählen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Rules (*{rule});;{anything}</source>
   <translation>Regeln (*{rule});;{anything}</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Save the rule</source>
   <translation>Regel speichern</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Save as PNG</source>
   <translation>Als PNG speichern</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Save a figure</source>
   <translation>Abbildung speichern</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Save a figure for a publication</source>
   <translation>Abbildung für eine Publikation speichern</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Histocast bundle</source>
   <translation>Histocast-Modellpaket</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Histocast packet</source>
   <translation>Histocast-Befundpaket</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>PNG, 300 dpi</source>
   <translation>PNG, 300 dpi</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Folder for the result files</source>
   <translation>Ordner für die Ergebnisdateien</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Histocast study</source>
   <translation>Histocast-Studie</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/files.py" />
   <source>Rule of three answers</source>
   <translation>Regel für drei Antworten</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/folder_row.py" />
   <source>The folder does not exist yet.</source>
   <translation>Der Ordner ist noch nicht vorhanden.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/actions/dialogs/leave_queue.py" />
   <source>{number} spots of the queue have no result yet.</source>
   <translation>
    <numerusform>{number} Spot der Warteschlange hat noch kein Ergebnis.</numerusform>
    <numerusform>{number} Spots der Warteschlange haben noch kein Ergebnis.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/leave_queue.py" />
   <source>Analyse the unfinished spots at the next start? Finished results are saved in any case.</source>
   <translation>Die unfertigen Spots beim nächsten Start analysieren? Fertige Ergebnisse sind in jedem Fall gespeichert.</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/leave_queue.py" />
   <source>Continue at the next start</source>
   <translation>Beim nächsten Start fortfahren</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/leave_queue.py" />
   <source>Discard the queue</source>
   <translation>Warteschlange verwerfen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/lecture.py" />
   <source>&lt;p&gt;The lecture is being computed. This takes some seconds.&lt;/p&gt;</source>
   <translation>&lt;p&gt;Die Vorlesung wird berechnet. Das dauert einige Sekunden.&lt;/p&gt;</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/lecture.py" />
   <source>loading</source>
   <translation>wird geladen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/lecture.py" />
   <source>computing gates</source>
   <translation>Gates werden berechnet</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/lecture.py" />
   <source>Lecture</source>
   <translation>Vorlesung</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/note.py" />
   <source>This text is saved in your data folder, not in the image. Do not write patients' names.</source>
   <translation>Dieser Text wird in Ihrem Datenordner gespeichert, nicht im Bild. Schreiben Sie keine Namen von Patienten.</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Fixed by IT on this computer: {fixed}.</source>
   <translation>Von der IT auf diesem Computer festgelegt: {fixed}.</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Actions and their keys</source>
   <translation>Aktionen und ihre Tasten</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Theme</source>
   <translation>Farbschema</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Language, from the next start on</source>
   <translation>Sprache, ab dem nächsten Start</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Text size</source>
   <translation>Textgröße</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Show the details of the network (Advanced)</source>
   <translation>Einzelheiten des Netzes anzeigen (Erweitert)</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Colours of unsigned maps</source>
   <translation>Farben der Karten ohne Vorzeichen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Opacity of the heatmap in percent</source>
   <translation>Deckkraft der Heatmap in Prozent</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Use the same range of colours for all spots</source>
   <translation>Für alle Spots denselben Farbbereich verwenden</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Precision</source>
   <translation>Genauigkeit</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Prepare the next image of the folder in advance</source>
   <translation>Das nächste Bild des Ordners im Voraus vorbereiten</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Name on reports and exports</source>
   <translation>Name auf Berichten und Exporten</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Name of the account on this computer</source>
   <translation>Name des Kontos auf diesem Rechner</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Appearance</source>
   <translation>Darstellung</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Maps</source>
   <translation>Karten</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Analysis</source>
   <translation>Analyse</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Folders</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Search actions and keys</source>
   <translation>Aktionen und Tasten suchen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Keys</source>
   <translation>Tasten</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Settings imported from {name}. Press OK to use them.</source>
   <translation>Einstellungen aus {name} eingelesen. Mit OK gelten sie.</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>The model that the file names is not among them: choose it on this computer.</source>
   <translation>Das Modell, das die Datei nennt, gehört nicht dazu: Wählen Sie es auf diesem Computer.</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Import settings</source>
   <translation>Einstellungen importieren</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Settings (*.json)</source>
   <translation>Einstellungen (*.json)</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Export settings</source>
   <translation>Einstellungen exportieren</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Action</source>
   <translation>Aktion</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Group</source>
   <translation>Gruppe</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>As the operating system</source>
   <translation>Wie das Betriebssystem</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Colours</source>
   <translation>Farben</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Opacity</source>
   <translation>Deckkraft</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Name on reports</source>
   <translation>Name auf Berichten</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Cache</source>
   <translation>Cache</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>{name} could not be written: {strerror}.</source>
   <translation>{name} konnte nicht geschrieben werden: {strerror}.</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Exported to {path}.</source>
   <translation>Nach {path} exportiert.</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Exact</source>
   <translation>Exakt</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Fast, where its error was measured</source>
   <translation>Schnell, wo der Fehler gemessen ist</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Reset</source>
   <translation>Zurücksetzen</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Import …</source>
   <translation>Importieren …</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>Export …</source>
   <translation>Exportieren …</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/settings_dialog.py" />
   <source>{value} (not on this computer)</source>
   <translation>{value} (nicht auf diesem Computer)</translation>
  </message>
  <message>
   <location filename="app/actions/dialogs/text_dialog.py" />
   <source>The view in words</source>
   <translation>Die Ansicht in Worten</translation>
  </message>
  <message>
   <location filename="app/actions/feature_handlers.py" />
   <source>{name} was not used: it holds features of a slide, and no slide is open.</source>
   <translation>{name} wurde nicht verwendet: Die Datei enthält Merkmale eines Schnitts, und kein Schnitt ist geöffnet.</translation>
  </message>
  <message>
   <location filename="app/actions/feature_handlers.py" />
   <source>Open the slide, wait until it is open, then drop the file again.</source>
   <translation>Öffnen Sie den Schnitt, warten Sie, bis er geöffnet ist, und ziehen Sie die Datei dann erneut hierher.</translation>
  </message>
  <message>
   <location filename="app/actions/feature_handlers.py" />
   <source>{name} was not used: the program is busy.</source>
   <translation>{name} wurde nicht verwendet: Das Programm ist beschäftigt.</translation>
  </message>
  <message>
   <location filename="app/actions/feature_handlers.py" />
   <source>Set the pixel size of the slide, then use the file again.</source>
   <translation>Legen Sie die Pixelgröße des Schnitts fest, und verwenden Sie die Datei dann erneut.</translation>
  </message>
  <message>
   <location filename="app/actions/feature_handlers.py" />
   <source>Use the file again and enter the missing facts.</source>
   <translation>Verwenden Sie die Datei erneut, und geben Sie die fehlenden Angaben ein.</translation>
  </message>
  <message>
   <location filename="app/actions/folders.py" />
   <source>Already there: {names}.</source>
   <translation>Bereits vorhanden: {names}.</translation>
  </message>
  <message>
   <location filename="app/actions/folders.py" />
   <source>Overwrite</source>
   <translation>Überschreiben</translation>
  </message>
  <message>
   <location filename="app/actions/handlers.py" />
   <source>{name} is the image itself and is not overwritten.</source>
   <translation>{name} ist das Bild selbst und wird nicht überschrieben.</translation>
  </message>
  <message>
   <location filename="app/actions/handlers.py" />
   <source>{name} was not opened: a reader's packet is open.</source>
   <translation>{name} wurde nicht geöffnet: Ein Befundpaket ist geöffnet.</translation>
  </message>
  <message>
   <location filename="app/actions/handlers.py" />
   <source>Close the packet, then open the file again.</source>
   <translation>Schließen Sie das Paket und öffnen Sie die Datei dann erneut.</translation>
  </message>
  <message>
   <location filename="app/actions/handlers.py" />
   <source>{what} was copied to the clipboard.</source>
   <translation>{what} wurde in die Zwischenablage kopiert.</translation>
  </message>
  <message>
   <location filename="app/actions/handlers.py" />
   <source>Choose another name.</source>
   <translation>Wählen Sie einen anderen Namen.</translation>
  </message>
  <message>
   <location filename="app/actions/handlers.py" />
   <source>{most} images are already open side by side.</source>
   <translation>{most} Bilder sind bereits nebeneinander geöffnet.</translation>
  </message>
  <message>
   <location filename="app/actions/handlers.py" />
   <source>Close one of these images first.</source>
   <translation>Schließen Sie zuerst eines dieser Bilder.</translation>
  </message>
  <message>
   <location filename="app/actions/handlers.py" />
   <source>The window is too narrow for another image.</source>
   <translation>Das Fenster ist für ein weiteres Bild zu schmal.</translation>
  </message>
  <message>
   <location filename="app/actions/handlers.py" />
   <source>Make the window wider.</source>
   <translation>Machen Sie das Fenster breiter.</translation>
  </message>
  <message>
   <location filename="app/actions/handlers.py" />
   <source>The view</source>
   <translation>Die Ansicht</translation>
  </message>
  <message>
   <location filename="app/actions/handlers.py" />
   <source>The heatmap</source>
   <translation>Die Heatmap</translation>
  </message>
  <message>
   <location filename="app/actions/handlers.py" />
   <source>{name} was not opened: a blinded read is in progress.</source>
   <translation>{name} wurde nicht geöffnet: Eine verblindete Befundung läuft.</translation>
  </message>
  <message>
   <location filename="app/actions/handlers.py" />
   <source>Leave the blinded read (Esc), then open the file again.</source>
   <translation>Verlassen Sie die verblindete Befundung (Esc) und öffnen Sie die Datei dann erneut.</translation>
  </message>
  <message>
   <location filename="app/actions/mark_handlers.py" />
   <source>Note at this place</source>
   <translation>Notiz an dieser Stelle</translation>
  </message>
  <message>
   <location filename="app/actions/mark_handlers.py" />
   <source>Name of the length</source>
   <translation>Name der Länge</translation>
  </message>
  <message>
   <location filename="app/actions/mark_handlers.py" />
   <source>Name of the area</source>
   <translation>Name der Fläche</translation>
  </message>
  <message>
   <location filename="app/actions/mark_handlers.py" />
   <source>Name of the outline</source>
   <translation>Name des Umrisses</translation>
  </message>
  <message>
   <location filename="app/actions/mark_handlers.py" />
   <source>Note</source>
   <translation>Notiz</translation>
  </message>
  <message>
   <location filename="app/actions/mark_handlers.py" />
   <source>Delete {marks} of this image?</source>
   <translation>{marks} dieses Bildes löschen?</translation>
  </message>
  <message>
   <location filename="app/actions/mark_handlers.py" />
   <source>This cannot be undone. If you need the measurements and notes, export them first.</source>
   <translation>Das lässt sich nicht rückgängig machen. Wenn Sie die Messungen und Notizen brauchen, exportieren Sie sie vorher.</translation>
  </message>
  <message>
   <location filename="app/actions/mark_handlers.py" />
   <source>Delete</source>
   <translation>Löschen</translation>
  </message>
  <message>
   <location filename="app/actions/mark_handlers.py" />
   <source>The existing files may contain your changes to measurements and notes.</source>
   <translation>Die vorhandenen Dateien können Ihre Änderungen an Messungen und Notizen enthalten.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/actions/mark_handlers.py" />
   <source>{number} measurements and notes</source>
   <translation>
    <numerusform>{number} Messung oder Notiz</numerusform>
    <numerusform>{number} Messungen und Notizen</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/actions/queue_handlers.py" />
   <source>Choose the folder whose images are analysed</source>
   <translation>Ordner mit den zu analysierenden Bildern auswählen</translation>
  </message>
  <message>
   <location filename="app/actions/rows/file.py" />
   <source>Analyse the image first</source>
   <translation>Analysieren Sie zuerst das Bild</translation>
  </message>
  <message>
   <location filename="app/actions/rows/file.py" />
   <source>There are no results to export.</source>
   <translation>Es gibt keine Ergebnisse zum Exportieren.</translation>
  </message>
  <message>
   <location filename="app/actions/rows/file.py" />
   <source>Analyse the image again first: only its saved number is known</source>
   <translation>Analysieren Sie das Bild zuerst noch einmal: Nur seine gespeicherte Zahl ist bekannt</translation>
  </message>
  <message>
   <location filename="app/actions/rows/file.py" />
   <source>Open its slide first</source>
   <translation>Öffnen Sie zuerst den Schnitt dazu</translation>
  </message>
  <message>
   <location filename="app/actions/settings_handlers.py" />
   <source>Models and pixel sizes</source>
   <translation>Modelle und Pixelgrößen</translation>
  </message>
  <message>
   <location filename="app/actions/settings_handlers.py" />
   <source>Cache of features</source>
   <translation>Zwischenspeicher der Merkmale</translation>
  </message>
  <message>
   <location filename="app/actions/settings_handlers.py" />
   <source>Log</source>
   <translation>Protokoll</translation>
  </message>
  <message>
   <location filename="app/actions/settings_handlers.py" />
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <location filename="app/actions/settings_handlers.py" />
   <source>The window has the chosen language from the next start on.</source>
   <translation>Das Fenster erscheint ab dem nächsten Start in der gewählten Sprache.</translation>
  </message>
  <message>
   <location filename="app/actions/study_handlers.py" />
   <source>Choose the folder for the report of the comparison</source>
   <translation>Ordner für den Bericht des Vergleichs auswählen</translation>
  </message>
  <message>
   <location filename="app/actions/study_handlers.py" />
   <source>Reads and predictions are not changed. Each change is recorded in the study's log.</source>
   <translation>Befundungen und Vorhersagen bleiben unverändert. Jede Änderung wird im Protokoll der Studie festgehalten.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/actions/study_handlers.py" />
   <source>{number} outcomes of the sheet differ from the study. Update the study?</source>
   <translation>
    <numerusform>{number} Verlauf der Tabelle weicht von der Studie ab. Studie aktualisieren?</numerusform>
    <numerusform>{number} Verläufe der Tabelle weichen von der Studie ab. Studie aktualisieren?</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/actions/study_handlers.py" />
   <source>Choose the folder in which the moved images are</source>
   <translation>Ordner auswählen, in dem die verschobenen Bilder liegen</translation>
  </message>
  <message>
   <location filename="app/actions/study_handlers.py" />
   <source>Choose the folder with the images of the clinical sheet</source>
   <translation>Ordner mit den Bildern der klinischen Tabelle auswählen</translation>
  </message>
  <message numerus="yes">
   <location filename="app/actions/study_handlers.py" />
   <source>and {number} more changes; after the import, the log in the export of the study lists all changes</source>
   <translation>
    <numerusform>und {number} weitere Änderung; nach dem Import nennt das Protokoll im Export der Studie alle Änderungen</numerusform>
    <numerusform>und {number} weitere Änderungen; nach dem Import nennt das Protokoll im Export der Studie alle Änderungen</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/actions/study_handlers.py" />
   <source>Update</source>
   <translation>Aktualisieren</translation>
  </message>
  <message>
   <location filename="app/actions/study_handlers.py" />
   <source>Choose the table of reads to import</source>
   <translation>Zu importierende Tabelle mit Befundungen auswählen</translation>
  </message>
  <message>
   <location filename="app/actions/study_handlers.py" />
   <source>Choose results.csv of a run or of the queue</source>
   <translation>results.csv eines Laufs oder der Warteschlange auswählen</translation>
  </message>
  <message>
   <location filename="app/actions/study_handlers.py" />
   <source>Choose the folder for the study's tables</source>
   <translation>Ordner für die Tabellen der Studie auswählen</translation>
  </message>
  <message>
   <location filename="app/actions/study_handlers.py" />
   <source>New study: choose the clinical sheet</source>
   <translation>Neue Studie: klinische Tabelle auswählen</translation>
  </message>
  <message>
   <location filename="app/actions/study_handlers.py" />
   <source>Add to the study: choose the clinical sheet with patients, spots or outcomes</source>
   <translation>Studie ergänzen: klinische Tabelle mit Patienten, Spots oder Verläufen auswählen</translation>
  </message>
  <message>
   <location filename="app/actions/study_handlers.py" />
   <source>Rescue reads</source>
   <translation>Befundungen retten</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source># Keys
Every action of the program, with its keys. The program makes this page from its table of actions. **Ctrl+L** opens the
list of commands, which also finds actions without a key. Arrow keys and Enter work over the tissue and the plot;
elsewhere they belong to the list, slider or field that has the focus.
</source>
   <translation># Tasten
Alle Aktionen des Programms mit ihren Tasten. Das Programm erstellt diese Seite aus seiner Tabelle der Aktionen.
**Strg+L** öffnet die Befehlsliste, die auch Aktionen ohne Taste findet. Pfeiltasten und Enter wirken über dem Gewebe
und dem Diagramm; sonst gehören sie der Liste, dem Regler oder dem Feld, das den Fokus hat.
</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>
---
Research use only. Not for diagnosis or treatment decisions. [Contents](README.md)
</source>
   <translation>
---
Nur für Forschungszwecke. Nicht für Diagnosen oder Therapieentscheidungen. [Inhalt](README.md)
</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Zoom at the pointer</source>
   <translation>Am Mauszeiger zoomen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>wheel</source>
   <translation>Mausrad</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Move the image</source>
   <translation>Bild verschieben</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>drag, or Space and drag</source>
   <translation>ziehen, oder Leertaste und ziehen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Select a tile</source>
   <translation>Kachel auswählen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>click</source>
   <translation>klicken</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Measure, with the ruler or the area tool on</source>
   <translation>Messen, mit eingeschaltetem Lineal oder Flächenwerkzeug</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>drag</source>
   <translation>ziehen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Place the analysis region</source>
   <translation>Analysebereich setzen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>double-click</source>
   <translation>doppelklicken</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Move the analysis region</source>
   <translation>Analysebereich verschieben</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>drag its edge</source>
   <translation>am Rand ziehen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Select the region, to move it with the arrow keys</source>
   <translation>Bereich auswählen, um ihn mit den Pfeiltasten zu verschieben</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>click its edge</source>
   <translation>auf den Rand klicken</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Show the cross in the middle of the view, then move it</source>
   <translation>Kreuz in der Mitte der Ansicht zeigen, dann bewegen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Move the cross in small steps</source>
   <translation>Kreuz in kleinen Schritten bewegen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Set a point: start and end, a corner of the area, or two corners of the occlusion</source>
   <translation>Punkt setzen: Anfang und Ende, eine Ecke der Fläche oder zwei Ecken der Verdeckung</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Close the area: a second time at the last corner, or at the first one</source>
   <translation>Fläche schließen: ein zweites Mal an der letzten Ecke, oder an der ersten</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Take back the last point</source>
   <translation>Letzten Punkt zurücknehmen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>End the tool</source>
   <translation>Werkzeug beenden</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Give the answer with this number to the current question</source>
   <translation>Die Frage mit der Antwort dieser Nummer beantworten</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Next question without an answer; when all is answered, lock the read; then next case</source>
   <translation>Nächste Frage ohne Antwort; wenn alles beantwortet ist, die Befundung abschließen; dann nächster Fall</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Previous or next question</source>
   <translation>Vorige oder nächste Frage</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Previous question</source>
   <translation>Vorige Frage</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Mark the spot as not assessable, then choose the reason</source>
   <translation>Spot als nicht beurteilbar kennzeichnen, dann den Grund wählen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Skip this case for now</source>
   <translation>Diesen Fall vorerst überspringen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Back to a case that is not locked</source>
   <translation>Zurück zu einem nicht abgeschlossenen Fall</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Pause, or resume</source>
   <translation>Unterbrechen oder fortsetzen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>After the lock: reveal the model's probability</source>
   <translation>Nach dem Abschluss: Wahrscheinlichkeit des Modells aufdecken</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>After the reveal: second read with the model</source>
   <translation>Nach dem Aufdecken: zweite Befundung mit dem Modell</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>After the reveal: show, hide or cancel the heatmap</source>
   <translation>Nach dem Aufdecken: Heatmap zeigen, ausblenden oder abbrechen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Zoom in, zoom out, fit to window</source>
   <translation>Vergrößern, verkleinern, einpassen</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Move the view</source>
   <translation>Ansicht verschieben</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Ruler: drag to measure, or press Left or Right for a cross that the keys move</source>
   <translation>Lineal: zum Messen ziehen, oder Links oder Rechts zeigt ein Kreuz für Tasten</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>After the lock: show or hide the grid</source>
   <translation>Nach dem Abschluss: Raster ein- oder ausblenden</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Cancel the heatmap, or else leave reading mode; all answers are saved</source>
   <translation>Heatmap abbrechen, sonst die Befundung verlassen; alle Antworten sind gespeichert</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Mouse</source>
   <translation>Maus</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>Drawing with keys: ruler, area, what if</source>
   <translation>Zeichnen mit Tasten: Lineal, Fläche, was wäre wenn</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>In a blinded read</source>
   <translation>In einer verblindeten Befundung</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>action</source>
   <translation>Aktion</translation>
  </message>
  <message>
   <location filename="app/help/keys_page.py" />
   <source>keys</source>
   <translation>Tasten</translation>
  </message>
  <message>
   <location filename="app/language/key_names.py" />
   <source>Enter</source>
   <translation>Enter</translation>
  </message>
  <message>
   <location filename="app/language/key_names.py" />
   <source>PgUp</source>
   <translation>Bild auf</translation>
  </message>
  <message>
   <location filename="app/language/key_names.py" />
   <source>PgDn</source>
   <translation>Bild ab</translation>
  </message>
  <message>
   <location filename="app/language/model_text.py" />
   <source>{low} to {high}</source>
   <translation>{low} bis {high}</translation>
  </message>
  <message>
   <location filename="app/language/typed.py" />
   <source>Enter a number from {least:g} to {most:g}.</source>
   <translation>Geben Sie eine Zahl von {least:g} bis {most:g} ein.</translation>
  </message>
  <message>
   <location filename="app/language/typed.py" />
   <source>{text} is ambiguous: write {other}, or the number without the mark.</source>
   <translation>{text} ist mehrdeutig: Schreiben Sie {other} oder die Zahl ohne das Zeichen.</translation>
  </message>
  <message>
   <location filename="app/language/typed.py" />
   <source>{text} is not a number.</source>
   <translation>{text} ist keine Zahl.</translation>
  </message>
  <message>
   <location filename="app/language/typed.py" />
   <source>{text} is outside the range of {least:g} to {most:g}.</source>
   <translation>{text} liegt außerhalb des Bereichs von {least:g} bis {most:g}.</translation>
  </message>
  <message>
   <location filename="app/language/typed.py" />
   <source>{text} is not a whole number.</source>
   <translation>{text} ist keine ganze Zahl.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>The SHA-256 of the encoder is {1}, which is none.</source>
   <translation>Die SHA-256 des Encoders ist {1}, das ist aber kein SHA-256.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>{1} does not name a rater and the column of its informed reads.</source>
   <translation>{1} nennt nicht einen Beurteiler und die Spalte seiner informierten Befundungen.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>A reader's first packet is made without Replace this reader's lost packet.</source>
   <translation>Das erste Paket eines Befunders wird ohne „Verlorenes Paket dieses Befunders ersetzen“ erstellt.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Ask the reader for the original packet, or make another one with Replace this reader's lost packet.</source>
   <translation>Bitten Sie den Befunder um das ursprüngliche Paket, oder erstellen Sie ein neues mit „Verlorenes Paket dieses Befunders ersetzen“.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Ask the reader for the packet as it is on the reader's computer, or make another one with Replace this reader's lost packet.</source>
   <translation>Bitten Sie den Befunder um das Paket, wie es auf seinem Computer liegt, oder erstellen Sie ein neues mit „Verlorenes Paket dieses Befunders ersetzen“.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Check that the slide is stained.</source>
   <translation>Prüfen Sie, ob der Schnitt gefärbt ist.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Check the pixel size of the slide (Set the pixel size), or choose an encoder with larger tiles.</source>
   <translation>Prüfen Sie die Pixelgröße des Schnitts („Pixelgröße festlegen“), oder wählen Sie einen Encoder mit größeren Kacheln.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Choose another folder, or remove the file.</source>
   <translation>Wählen Sie einen anderen Ordner, oder entfernen Sie die Datei.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Choose one of them in the menu beside Analyse.</source>
   <translation>Wählen Sie eines davon im Menü neben Analysieren.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Correct the table, or choose the value under Means died.</source>
   <translation>Berichtigen Sie die Tabelle, oder wählen Sie den Wert unter „Bedeutet verstorben“.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Correct these lines, or leave out their columns. To replace outcomes by newer follow-up, confirm the list of changes.</source>
   <translation>Berichtigen Sie diese Zeilen, oder lassen Sie ihre Spalten weg. Um Verläufe durch neuere Nachbeobachtung zu ersetzen, bestätigen Sie die Liste der Änderungen.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Correct these lines, or choose another value under Means died.</source>
   <translation>Berichtigen Sie diese Zeilen, oder wählen Sie einen anderen Wert unter „Bedeutet verstorben“.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Fit the rule again from a study.</source>
   <translation>Passen Sie die Regel erneut aus einer Studie an.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Choose a file with a saved rule.</source>
   <translation>Wählen Sie eine Datei mit einer gespeicherten Regel.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Choose Use features from a file, and give the features of the slide for the model {1}.</source>
   <translation>Wählen Sie „Merkmale aus einer Datei verwenden“, und geben Sie die Merkmale des Schnitts für das Modell {1} an.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>First choose this model in the menu beside Analyse.</source>
   <translation>Wählen Sie zuerst dieses Modell im Menü neben Analysieren.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Choose Set the pixel size, and enter that of the slide.</source>
   <translation>Wählen Sie „Pixelgröße festlegen“, und geben Sie die des Schnitts ein.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Enter the side of the tiles in px, as it was set for stamp preprocess, for example 224.</source>
   <translation>Geben Sie die Seitenlänge der Kacheln in px ein, wie sie für stamp preprocess eingestellt war, etwa 224.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Open the slide from which the features were computed.</source>
   <translation>Öffnen Sie den Schnitt, aus dem die Merkmale berechnet wurden.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Choose the unit of the time, or fit a rule to this table.</source>
   <translation>Wählen Sie die Einheit der Zeit, oder passen Sie eine Regel an diese Tabelle an.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>If the features come from this encoder, enter its name: {1}</source>
   <translation>Wenn die Merkmale von diesem Encoder stammen, geben Sie seinen Namen ein: {1}</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>If this slide is a tissue microarray, check its pixel size, or add the cores by hand.</source>
   <translation>Wenn dieser Schnitt ein Gewebe-Mikroarray ist, prüfen Sie seine Pixelgröße, oder fügen Sie die Stanzen von Hand hinzu.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Use a feature file that also has the tiles of glass, or ask IT to install the encoder.</source>
   <translation>Verwenden Sie eine Merkmalsdatei, die auch die Kacheln aus Glas enthält, oder bitten Sie die IT, den Encoder zu installieren.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Choose the feature file to which this SHA-256 belongs.</source>
   <translation>Wählen Sie die Merkmalsdatei, zu der diese SHA-256 gehört.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Choose Measure the errors of fast and fastest, or choose exact precision.</source>
   <translation>Wählen Sie „Fehler von schnell und am schnellsten messen“, oder wählen Sie exakt.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Merge the packet. If it is lost, make another one with Replace this reader's lost packet.</source>
   <translation>Führen Sie das Paket zusammen. Ist es verloren, erstellen Sie ein neues mit „Verlorenes Paket dieses Befunders ersetzen“.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Name deaths of another cause in a column with the cause of death.</source>
   <translation>Nennen Sie Todesfälle aus anderer Ursache in einer Spalte mit der Todesursache.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>First analyse the cases of the study with a model.</source>
   <translation>Analysieren Sie die Fälle der Studie zuerst mit einem Modell.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Correct the column {3}.</source>
   <translation>Berichtigen Sie die Spalte {3}.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Use numbers for its values in the table.</source>
   <translation>Verwenden Sie in der Tabelle Zahlen für seine Werte.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Ask IT to rescue its reads with the study (see the help page Command line).</source>
   <translation>Bitten Sie die IT, die Befundungen mit der Studie zu retten (siehe die Hilfeseite Kommandozeile).</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Restore the study's sheet, or make another packet with Replace this reader's lost packet.</source>
   <translation>Stellen Sie den Bogen der Studie wieder her, oder erstellen Sie ein neues Paket mit „Verlorenes Paket dieses Befunders ersetzen“.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Choose the value of the column {1} under Means died, for example {2}.</source>
   <translation>Wählen Sie unter „Bedeutet verstorben“ den Wert der Spalte {1}, etwa {2}.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Enter them, or set the pixel size of the open slide.</source>
   <translation>Geben Sie sie ein, oder legen Sie die Pixelgröße des geöffneten Schnitts fest.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Choose Set the pixel size.</source>
   <translation>Wählen Sie „Pixelgröße festlegen“.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>The folder of the images ({1}) and salted hashes of the images and their names. A person who can open that folder sees the names of the images, and their labels and metadata. Copied images have no names, labels and metadata.</source>
   <translation>Der Ordner der Bilder ({1}) und gesalzene Hashwerte der Bilder und ihrer Namen. Wer diesen Ordner öffnen kann, sieht die Namen der Bilder, ihre Etiketten und Metadaten. Kopierte Bilder haben weder Namen noch Etiketten noch Metadaten.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>The images are as in earlier rounds: a reader who compares the files could find the same case again. Copied images have new names.</source>
   <translation>Die Bilder sind dieselben wie in früheren Runden: Ein Befunder, der die Dateien vergleicht, könnte denselben Fall wiederfinden. Kopierte Bilder haben neue Namen.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>To begin another round of the same cases, choose Start another round.</source>
   <translation>Um eine weitere Runde mit denselben Fällen zu beginnen, wählen Sie „Weitere Runde beginnen“.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Fit a rule for this model.</source>
   <translation>Passen Sie eine Regel für dieses Modell an.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Withdraw the packet first (see the help page Command line).</source>
   <translation>Ziehen Sie zuerst das Paket zurück (siehe die Hilfeseite Kommandozeile).</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>Choose another value of the column {1} under Means died.</source>
   <translation>Wählen Sie unter „Bedeutet verstorben“ einen anderen Wert der Spalte {1}.</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>{1} If both names mean the same weights, enter the model's name: {2}</source>
   <translation>{1} Wenn beide Namen dieselben Gewichte meinen, geben Sie den Namen des Modells ein: {2}</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>{1} If the file belongs to this slide, check the pixel size of the slide (Set the pixel size).</source>
   <translation>{1} Wenn die Datei zu diesem Schnitt gehört, prüfen Sie die Pixelgröße des Schnitts („Pixelgröße festlegen“).</translation>
  </message>
  <message>
   <location filename="app/language/window_remedies.py" />
   <source>{1} was computed with encoder weights of the SHA-256 {2}, but the stated SHA-256 is {3}.</source>
   <translation>{1} wurde mit Encoder-Gewichten mit der SHA-256 {2} berechnet, aber die angegebene SHA-256 ist {3}.</translation>
  </message>
  <message>
   <location filename="app/session/analysis_steps.py" />
   <source> because an analysis has started</source>
   <translation>, weil eine Analyse begonnen hat</translation>
  </message>
  <message numerus="yes">
   <location filename="app/session/comparison_state.py" />
   <source>{number} blinded reads are still open ({who}).</source>
   <translation>
    <numerusform>{number} verblindete Befundung ist noch offen ({who}).</numerusform>
    <numerusform>{number} verblindete Befundungen sind noch offen ({who}).</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/session/comparison_state.py" />
   <source>{reader} {open} of {total}</source>
   <translation>{reader} {open} von {total}</translation>
  </message>
  <message>
   <location filename="app/session/core_steps.py" />
   <source>{cores} found, {missing} missing.</source>
   <translation>{cores} gefunden, {missing} fehlend.</translation>
  </message>
  <message>
   <location filename="app/session/device_steps.py" />
   <source> because the model or the device has changed</source>
   <translation>, weil das Modell oder das Gerät gewechselt hat</translation>
  </message>
  <message>
   <location filename="app/session/display.py" />
   <source>View rotated {degrees}°</source>
   <translation>Ansicht um {degrees}° gedreht</translation>
  </message>
  <message>
   <location filename="app/session/display.py" />
   <source>Display adjusted: brightness {brightness}, contrast {contrast} %</source>
   <translation>Anzeige angepasst: Helligkeit {brightness}, Kontrast {contrast} %</translation>
  </message>
  <message>
   <location filename="app/session/familiar_text.py" />
   <source>Analyse the region first</source>
   <translation>Analysieren Sie zuerst den Bereich</translation>
  </message>
  <message>
   <location filename="app/session/familiar_text.py" />
   <source>{share:.0f} % of tissue tiles ({unlike} of {judged}) are unlike the training tissue</source>
   <translation>{share:.0f} % der Gewebekacheln ({unlike} von {judged}) gleichen dem Trainingsgewebe nicht</translation>
  </message>
  <message>
   <location filename="app/session/familiar_text.py" />
   <source>Map of unfamiliar tissue</source>
   <translation>Karte des unvertrauten Gewebes</translation>
  </message>
  <message>
   <location filename="app/session/familiar_text.py" />
   <source>Unfamiliar tissue: {unlike} of {judged} tiles</source>
   <translation>Unvertraut: {unlike} von {judged} Kacheln</translation>
  </message>
  <message>
   <location filename="app/session/mode_text.py" />
   <source>Arrow keys move the cross, with Shift in small steps. Backspace takes back. Esc ends</source>
   <translation>Pfeiltasten bewegen das Kreuz, mit Umschalt in kleinen Schritten. Rücktaste nimmt zurück. Esc beendet</translation>
  </message>
  <message>
   <location filename="app/session/mode_text.py" />
   <source>Ruler: drag to measure, or press an arrow key to draw with keys. Esc ends</source>
   <translation>Lineal: zum Messen ziehen, oder Pfeiltaste drücken und mit Tasten zeichnen. Esc beendet</translation>
  </message>
  <message>
   <location filename="app/session/mode_text.py" />
   <source>Area: draw around it with the mouse button held, or press an arrow key to draw with keys. Esc ends</source>
   <translation>Fläche: mit gedrückter Maustaste umfahren, oder Pfeiltaste drücken und mit Tasten zeichnen. Esc beendet</translation>
  </message>
  <message>
   <location filename="app/session/mode_text.py" />
   <source>What if: drag over tiles to occlude them, or press an arrow key to use keys. Esc ends</source>
   <translation>Was wäre wenn: zum Verdecken über Kacheln ziehen, oder Pfeiltaste drücken und Tasten benutzen. Esc beendet</translation>
  </message>
  <message>
   <location filename="app/session/mode_text.py" />
   <source>Ruler: Enter sets the start, then the end. {keys}</source>
   <translation>Lineal: Eingabe setzt den Anfang, dann das Ende. {keys}</translation>
  </message>
  <message>
   <location filename="app/session/mode_text.py" />
   <source>Area: Enter sets a corner; a second Enter at the last corner closes the area. {keys}</source>
   <translation>Fläche: Eingabe setzt eine Ecke; eine zweite Eingabe an der letzten Ecke schließt die Fläche. {keys}</translation>
  </message>
  <message>
   <location filename="app/session/mode_text.py" />
   <source>What if: Enter sets two opposite corners; tiles between them are occluded. {keys}</source>
   <translation>Was wäre wenn: Eingabe setzt zwei gegenüberliegende Ecken; Kacheln dazwischen werden verdeckt. {keys}</translation>
  </message>
  <message>
   <location filename="app/session/mode_text.py" />
   <source>Playback. Esc stops</source>
   <translation>Wiedergabe. Esc hält an</translation>
  </message>
  <message>
   <location filename="app/session/mode_text.py" />
   <source>Analysis region: arrow keys move it. Esc ends</source>
   <translation>Analysebereich: Pfeiltasten verschieben ihn. Esc beendet</translation>
  </message>
  <message>
   <location filename="app/session/outcome_text.py" />
   <source>Hidden, as is the probability, because the reliability of this result is “do not use”.</source>
   <translation>Ausgeblendet wie die Wahrscheinlichkeit, weil die Verlässlichkeit dieses Ergebnisses „nicht verwenden“ ist.</translation>
  </message>
  <message>
   <location filename="app/session/outcome_text.py" />
   <source>Model {name} {version}{demo}</source>
   <translation>Modell {name} {version}{demo}</translation>
  </message>
  <message>
   <location filename="app/session/outcome_text.py" />
   <source>{number}, probability of 5-year survival, {qualifier}{group}</source>
   <translation>{number}, Wahrscheinlichkeit des 5-Jahres-Überlebens, {qualifier}{group}</translation>
  </message>
  <message>
   <location filename="app/session/outcome_text.py" />
   <source>{probability}, probability of 5-year survival, {qualifier}{group}</source>
   <translation>{probability}, Wahrscheinlichkeit des 5-Jahres-Überlebens, {qualifier}{group}</translation>
  </message>
  <message>
   <location filename="app/session/outcome_text.py" />
   <source>Reliability: {level} ({line})</source>
   <translation>Verlässlichkeit: {level} ({line})</translation>
  </message>
  <message>
   <location filename="app/session/outcome_text.py" />
   <source>Survival at this probability by the calibration line: {probability} (95 % interval {range})</source>
   <translation>Überleben bei dieser Wahrscheinlichkeit laut Kalibrierungsgerade: {probability} (95-%-Intervall {range})</translation>
  </message>
  <message>
   <location filename="app/session/outcome_text.py" />
   <source>Reliability: {level}</source>
   <translation>Verlässlichkeit: {level}</translation>
  </message>
  <message>
   <location filename="app/session/outcome_text.py" />
   <source>{name} not measured</source>
   <translation>{name} nicht gemessen</translation>
  </message>
  <message>
   <location filename="app/session/outcome_text.py" />
   <source>, DEMO MODEL</source>
   <translation>, DEMO-MODELL</translation>
  </message>
  <message>
   <location filename="app/session/pace.py" />
   <source>regions</source>
   <translation>Bereiche</translation>
  </message>
  <message>
   <location filename="app/session/pace.py" />
   <source>{whole} s left</source>
   <translation>noch {whole} s</translation>
  </message>
  <message>
   <location filename="app/session/pace.py" />
   <source>{whole} min left</source>
   <translation>noch {whole} min</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>Exact (float32)</source>
   <translation>Exakt (float32)</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>the menu beside Analyse</source>
   <translation>dem Menü neben „Analysieren“</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>{precision} is not available on {device} with {engine}</source>
   <translation>{precision} ist auf {device} mit {engine} nicht verfügbar</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>To avoid this error, choose Exact in {menu}.</source>
   <translation>Wählen Sie „Exakt“ in {menu}, um diesen Fehler zu vermeiden.</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>{what}, and not close to exact: {text}.</source>
   <translation>{what}, und nicht nahe an exakt: {text}.</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>Fast: looking for devices …</source>
   <translation>Schnell: Geräte werden gesucht …</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>Fast: not available on this device</source>
   <translation>Schnell: auf diesem Gerät nicht verfügbar</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>probability off by up to {max_dp:.3f}</source>
   <translation>Wahrscheinlichkeit um bis zu {max_dp:.3f} daneben</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>its error with this model is not measured yet</source>
   <translation>Fehler mit diesem Modell noch nicht gemessen</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>, not used</source>
   <translation>, nicht verwendet</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>{what}: analyses stay exact.</source>
   <translation>{what}: Analysen bleiben exakt.</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>{name} is on</source>
   <translation>{name} ist eingeschaltet</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>{name} was measured and is on</source>
   <translation>{name} wurde gemessen und ist eingeschaltet</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>{name} is not used with this model{off}.</source>
   <translation>{name} wird mit diesem Modell nicht verwendet{off}.</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>Analyses stay exact.</source>
   <translation>Analysen bleiben exakt.</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>The measurement of the error of fast was stopped{why}. Nothing was saved.</source>
   <translation>Die Messung des Fehlers von „schnell“ wurde abgebrochen{why}. Nichts wurde gespeichert.</translation>
  </message>
  <message>
   <location filename="app/session/precision_text.py" />
   <source>Start the measurement again in {menu}.</source>
   <translation>Starten Sie die Messung erneut in {menu}.</translation>
  </message>
  <message>
   <location filename="app/session/predicting_text.py" />
   <source>the model is loading</source>
   <translation>Modell wird geladen</translation>
  </message>
  <message>
   <location filename="app/session/predicting_text.py" />
   <source>no model: choose a model file in the menu Analysis</source>
   <translation>kein Modell: Wählen Sie im Menü Analyse eine Modelldatei</translation>
  </message>
  <message>
   <location filename="app/session/predicting_text.py" />
   <source>looking up the predictions of this model</source>
   <translation>Vorhersagen dieses Modells werden gesucht</translation>
  </message>
  <message>
   <location filename="app/session/predicting_text.py" />
   <source>the study is open read-only</source>
   <translation>die Studie ist schreibgeschützt geöffnet</translation>
  </message>
  <message>
   <location filename="app/session/predicting_text.py" />
   <source>the spots are being predicted</source>
   <translation>die Spots werden gerade vorhergesagt</translation>
  </message>
  <message>
   <location filename="app/session/predicting_text.py" />
   <source>this model has predicted all spots</source>
   <translation>dieses Modell hat alle Spots vorhergesagt</translation>
  </message>
  <message>
   <location filename="app/session/predicting_text.py" />
   <source>the study has no spots</source>
   <translation>die Studie hat keine Spots</translation>
  </message>
  <message>
   <location filename="app/session/queue_state.py" />
   <source>{name} at {x:.0f}, {y:.0f}</source>
   <translation>{name} bei {x:.0f}, {y:.0f}</translation>
  </message>
  <message>
   <location filename="app/session/region_steps.py" />
   <source>To move the analysis region, double-click a place, drag the region's edge, or press the arrow keys. Enter starts the analysis.</source>
   <translation>Um den Analysebereich zu verschieben, klicken Sie doppelt auf eine Stelle, ziehen Sie am Rand des Bereichs, oder drücken Sie die Pfeiltasten. Enter startet die Analyse.</translation>
  </message>
  <message>
   <location filename="app/session/region_steps.py" />
   <source>{count} of {asked} analysis regions could not be analysed. The last: {title}</source>
   <translation>Nicht analysierbar: {count} von {asked} Analysebereichen. Zuletzt: {title}</translation>
  </message>
  <message>
   <location filename="app/session/region_steps.py" />
   <source>Analyse the regions of this file again. The unreadable file is renamed to .unread.json before a new file is saved.</source>
   <translation>Analysieren Sie die Bereiche dieser Datei erneut. Die unlesbare Datei wird in .unread.json umbenannt, bevor eine neue gespeichert wird.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/session/region_steps.py" />
   <source>{number} images cannot be opened. {reasons}{more}</source>
   <translation>
    <numerusform>{number} Bild lässt sich nicht öffnen. {reasons}{more}</numerusform>
    <numerusform>{number} Bilder lassen sich nicht öffnen. {reasons}{more}</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/session/region_steps.py" />
   <source> And {count} more.</source>
   <translation> Und {count} weitere.</translation>
  </message>
  <message>
   <location filename="app/session/study_state.py" />
   <source>Not available in a reader's packet, which is only for reading its cases blinded.</source>
   <translation>In einem Befundpaket nicht verfügbar, das nur zum verblindeten Befunden seiner Fälle dient.</translation>
  </message>
  <message>
   <location filename="app/session/study_state.py" />
   <source>{paused}{done} of {spots} analysed{failed}{now}</source>
   <translation>{paused}{done} von {spots} analysiert{failed}{now}</translation>
  </message>
  <message>
   <location filename="app/session/study_state.py" />
   <source>, {failed} failed</source>
   <translation>, {failed} fehlgeschlagen</translation>
  </message>
  <message>
   <location filename="app/session/study_state.py" />
   <source>Paused: </source>
   <translation>Unterbrochen: </translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>Added: {predictions}.</source>
   <translation>Hinzugefügt: {predictions}.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/session/study_text.py" />
   <source>{number} were already in the study.</source>
   <translation>
    <numerusform>{number} war schon in der Studie.</numerusform>
    <numerusform>{number} waren schon in der Studie.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>{cases} of {reader}, round {round}, in this reader's order</source>
   <translation>{cases} von {reader}, Runde {round}, in der Reihenfolge dieses Befunders</translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>{reader}, round {round}</source>
   <translation>{reader}, Runde {round}</translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>{years:.4g} years, {state}</source>
   <translation>{years:.4g} Jahre, {state}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/session/study_text.py" />
   <source>{number} patients</source>
   <translation>
    <numerusform>{number} Patient</numerusform>
    <numerusform>{number} Patienten</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>added: {patients} and {spots}</source>
   <translation>Hinzugefügt: {patients} und {spots}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/session/study_text.py" />
   <source>{number} rows or images</source>
   <translation>
    <numerusform>{number} Zeile oder Bild</numerusform>
    <numerusform>{number} Zeilen oder Bilder</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source> and the folder of its images, {name}</source>
   <translation> und der Ordner mit den Bildern, {name}</translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>{reads} added</source>
   <translation>{reads} hinzugefügt</translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>; receipt {receipt}</source>
   <translation>; Quittung {receipt}</translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>died of the disease</source>
   <translation>an der Krankheit verstorben</translation>
  </message>
  <message numerus="yes">
   <location filename="app/session/study_text.py" />
   <source>{number} spots were already in the study</source>
   <translation>
    <numerusform>{number} Spot war schon in der Studie</numerusform>
    <numerusform>{number} Spots waren schon in der Studie</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>{rows} could not be matched</source>
   <translation>nicht zugeordnet: {rows}</translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>outcomes updated: {count}</source>
   <translation>aktualisierte Verläufe: {count}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/session/study_text.py" />
   <source>{number} predictions</source>
   <translation>
    <numerusform>{number} Vorhersage</numerusform>
    <numerusform>{number} Vorhersagen</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/session/study_text.py" />
   <source>{number} cases</source>
   <translation>
    <numerusform>{number} Fall</numerusform>
    <numerusform>{number} Fälle</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>{count} were returned earlier</source>
   <translation>früher zurückgekommen: {count}</translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>{count} are not locked yet</source>
   <translation>noch nicht abgeschlossen: {count}</translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>FOLLOW-UP IS SHORTER</source>
   <translation>NACHBEOBACHTUNG IST KÜRZER</translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>THE EVENT IS REMOVED</source>
   <translation>DAS EREIGNIS ENTFÄLLT</translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>died of another cause</source>
   <translation>an anderer Ursache verstorben</translation>
  </message>
  <message>
   <location filename="app/session/study_text.py" />
   <source>alive</source>
   <translation>lebt</translation>
  </message>
  <message numerus="yes">
   <location filename="app/session/study_text.py" />
   <source>{number} reads</source>
   <translation>
    <numerusform>{number} Befundung</numerusform>
    <numerusform>{number} Befundungen</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/session/tile_places.py" />
   <source>row {row}, column {col}</source>
   <translation>Zeile {row}, Spalte {col}</translation>
  </message>
  <message>
   <location filename="app/session/tile_places.py" />
   <source>tile {index}</source>
   <translation>Kachel {index}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/session/written_text.py" />
   <source>{number} files were written to {folder}.</source>
   <translation>
    <numerusform>{number} Datei wurde nach {folder} geschrieben.</numerusform>
    <numerusform>{number} Dateien wurden nach {folder} geschrieben.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/session/written_text.py" />
   <source>{names} and {count} more</source>
   <translation>{names} und {count} weitere</translation>
  </message>
  <message>
   <location filename="app/start/first_start.py" />
   <source>The self-test failed</source>
   <translation>Der Selbsttest ist fehlgeschlagen</translation>
  </message>
  <message>
   <location filename="app/start/first_start.py" />
   <source>{what}

{remedy}

Details: {log_file}</source>
   <translation>{what}

{remedy}

Einzelheiten: {log_file}</translation>
  </message>
  <message>
   <location filename="app/start/first_start.py" />
   <source>The self-test of the model gave the log odds {logit:.5f} instead of {reference} for a test tile.</source>
   <translation>Der Selbsttest des Modells ergab für eine Testkachel die Log-Odds {logit:.5f} statt {reference}.</translation>
  </message>
  <message>
   <location filename="app/start/first_start.py" />
   <source>Do not trust results of this computer. Choose another device, or install the program again.</source>
   <translation>Vertrauen Sie den Ergebnissen dieses Computers nicht. Wählen Sie ein anderes Gerät, oder installieren Sie das Programm neu.</translation>
  </message>
  <message>
   <location filename="app/start/last_run.py" />
   <source>Histocast ended unexpectedly the last time. Open {name} again?</source>
   <translation>Histocast wurde beim letzten Mal unerwartet beendet. {name} wieder öffnen?</translation>
  </message>
  <message>
   <location filename="app/start/last_run.py" />
   <source>Reads, studies and saved results are complete up to the last change; a running analysis starts again.{report}</source>
   <translation>Befundungen, Studien und gespeicherte Ergebnisse sind bis zur letzten Änderung vollständig; eine laufende Analyse beginnt neu.{report}</translation>
  </message>
  <message>
   <location filename="app/start/last_run.py" />
   <source> The report for the support is in {parent}.</source>
   <translation> Der Bericht für den Support liegt in {parent}.</translation>
  </message>
  <message>
   <location filename="app/start/main.py" />
   <source>Open again</source>
   <translation>Wieder öffnen</translation>
  </message>
  <message>
   <location filename="app/study/case_menu.py" />
   <source>Case</source>
   <translation>Fall</translation>
  </message>
  <message>
   <location filename="app/study/case_table/frozen.py" />
   <source>First columns of the table</source>
   <translation>Erste Spalten der Tabelle</translation>
  </message>
  <message>
   <location filename="app/study/case_table/rows.py" />
   <source>Picture of {patient}</source>
   <translation>Bild von {patient}</translation>
  </message>
  <message>
   <location filename="app/study/case_table/rows.py" />
   <source>No picture</source>
   <translation>Kein Bild</translation>
  </message>
  <message>
   <location filename="app/study/case_table/rows.py" />
   <source>The image was not found, or there is no spot.</source>
   <translation>Das Bild wurde nicht gefunden, oder es gibt keinen Spot.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Picture</source>
   <translation>Bild</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Its name in exported files: {name}</source>
   <translation>Name in exportierten Dateien: {name}</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>A column of the clinical sheet.</source>
   <translation>Eine Spalte der klinischen Tabelle.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Outcomes, reads and the model's answers are hidden: a reader with open reads must not see them.</source>
   <translation>Verläufe, Befundungen und Antworten des Modells sind verborgen: Ein Befunder mit offenen Befundungen darf sie nicht sehen.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>If you show them now, the log of the study records this.</source>
   <translation>Wenn Sie sie jetzt zeigen, hält das Protokoll der Studie dies fest.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Patient</source>
   <translation>Patient</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Follow-up (years)</source>
   <translation>Nachbeobachtung (Jahre)</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Died of disease</source>
   <translation>An der Krankheit gestorben</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Cause of death</source>
   <translation>Todesursache</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Spots</source>
   <translation>Spots</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Survival probability</source>
   <translation>Überlebenswahrscheinlichkeit</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Qualifier</source>
   <translation>Vorbehalt</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Reliability</source>
   <translation>Verlässlichkeit</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>The patient's id in the study.</source>
   <translation>Kennung des Patienten in der Studie.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Follow-up in years: to the event, or to the end of the follow-up.</source>
   <translation>Beobachtung in Jahren: bis zum Ereignis oder bis zum Ende der Beobachtung.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Yes: death of the disease during the follow-up; no: no such event.</source>
   <translation>Ja: Tod an der Krankheit während der Nachbeobachtung; nein: kein solches Ereignis.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>The cause of death, as the clinical sheet states it.</source>
   <translation>Todesursache, wie sie in der klinischen Tabelle steht.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>The number of the patient's spots.</source>
   <translation>Anzahl der Spots des Patienten.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>The model's survival probability at 5 years, combined from the patient's spots.</source>
   <translation>Überlebenswahrscheinlichkeit des Modells nach 5 Jahren, zusammengefasst aus den Spots des Patienten.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>How the probability is calibrated. It belongs to each probability.</source>
   <translation>Wie die Wahrscheinlichkeit kalibriert ist. Das gehört zu jeder Wahrscheinlichkeit.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Whether the result can be trusted: ok, caution or do not use. It belongs to each probability.</source>
   <translation>Ob dem Ergebnis zu trauen ist: ok, Vorsicht oder nicht verwenden. Das gehört zu jeder Wahrscheinlichkeit.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/study/case_table/text.py" />
   <source>{shown} of {number} patients shown</source>
   <translation>
    <numerusform>{shown} von {number} Patient gezeigt</numerusform>
    <numerusform>{shown} von {number} Patienten gezeigt</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>yes</source>
   <translation>ja</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>no</source>
   <translation>nein</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>the disease</source>
   <translation>die Krankheit</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>another cause</source>
   <translation>andere Ursache</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>{reader}: {question}</source>
   <translation>{reader}: {question}</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>The reader's first locked blinded read.</source>
   <translation>Erste abgeschlossene verblindete Befundung des Befunders.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>Majority: {question}</source>
   <translation>Mehrheit: {question}</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>The answer of more than half of the readers.</source>
   <translation>Die Antwort von mehr als der Hälfte der Befunder.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>{reader}, with the model: {question}</source>
   <translation>{reader}, mit dem Modell: {question}</translation>
  </message>
  <message>
   <location filename="app/study/case_table/text.py" />
   <source>The reader's first locked read with the model's probability visible.</source>
   <translation>Erste abgeschlossene Befundung des Befunders mit sichtbarer Wahrscheinlichkeit des Modells.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/view.py" />
   <source>Research use only.</source>
   <translation>Nur für Forschungszwecke.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/view.py" />
   <source>Table of the study's cases</source>
   <translation>Tabelle der Fälle der Studie</translation>
  </message>
  <message>
   <location filename="app/study/case_table/view.py" />
   <source>Filter: any words of a row</source>
   <translation>Filter: beliebige Wörter einer Zeile</translation>
  </message>
  <message>
   <location filename="app/study/case_table/view.py" />
   <source>Filter the table of cases</source>
   <translation>Tabelle der Fälle filtern</translation>
  </message>
  <message>
   <location filename="app/study/case_table/view.py" />
   <source>No case has all these words.</source>
   <translation>Kein Fall enthält alle diese Wörter.</translation>
  </message>
  <message>
   <location filename="app/study/case_table/view.py" />
   <source>Sort by</source>
   <translation>Sortieren nach</translation>
  </message>
  <message>
   <location filename="app/study/case_table/view.py" />
   <source>Descending</source>
   <translation>Absteigend</translation>
  </message>
  <message>
   <location filename="app/study/case_table/view.py" />
   <source>Show them anyway</source>
   <translation>Trotzdem zeigen</translation>
  </message>
  <message>
   <location filename="app/study/case_table/view.py" />
   <source>Show in the case list</source>
   <translation>In der Fallliste zeigen</translation>
  </message>
  <message>
   <location filename="app/study/case_table/view.py" />
   <source>Copy the patient's id</source>
   <translation>Kennung des Patienten kopieren</translation>
  </message>
  <message>
   <location filename="app/study/case_table/view.py" />
   <source>Open in the viewer</source>
   <translation>Im Betrachter öffnen</translation>
  </message>
  <message>
   <location filename="app/study/case_table/view.py" />
   <source>the table of cases</source>
   <translation>die Tabelle der Fälle</translation>
  </message>
  <message>
   <location filename="app/study/case_table/view.py" />
   <source>Reading the study</source>
   <translation>Die Studie wird gelesen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/answers_tab.py" />
   <source>no rule</source>
   <translation>keine Regel</translation>
  </message>
  <message>
   <location filename="app/study/comparison/answers_tab.py" />
   <source>Write the rule as a file. The rule can then be chosen in the viewer, or given to histocast predict. To withdraw the rule, delete the file. Neither the study nor the model is changed.</source>
   <translation>Die Regel als Datei schreiben. Sie kann dann im Betrachter gewählt oder histocast predict übergeben werden. Löschen Sie die Datei, um die Regel zurückzuziehen. Weder die Studie noch das Modell wird verändert.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/answers_tab.py" />
   <source>Error rate of the answers low and high</source>
   <translation>Fehlerrate der Antworten niedrig und hoch</translation>
  </message>
  <message>
   <location filename="app/study/comparison/answers_tab.py" />
   <source>Save this rule …</source>
   <translation>Diese Regel speichern …</translation>
  </message>
  <message>
   <location filename="app/study/comparison/answers_tab.py" />
   <source>Three answers</source>
   <translation>Drei Antworten</translation>
  </message>
  <message>
   <location filename="app/study/comparison/answers_tab.py" />
   <source>Error rate</source>
   <translation>Fehlerrate</translation>
  </message>
  <message>
   <location filename="app/study/comparison/calibration_plot.py" />
   <source>predicted probability of the event</source>
   <translation>vorhergesagte Wahrscheinlichkeit des Ereignisses</translation>
  </message>
  <message>
   <location filename="app/study/comparison/calibration_plot.py" />
   <source>observed ({share_method}, 95 %)</source>
   <translation>beobachtet ({share_method}, 95 %)</translation>
  </message>
  <message>
   <location filename="app/study/comparison/calibration_plot.py" />
   <source>no rater gives a probability</source>
   <translation>kein Beurteiler gibt eine Wahrscheinlichkeit an</translation>
  </message>
  <message>
   <location filename="app/study/comparison/calibration_plot.py" />
   <source>Predicted {x:.2f}, observed {y:.2f}</source>
   <translation>Vorhergesagt {x:.2f}, beobachtet {y:.2f}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/calibration_plot.py" />
   <source>Predicted {predicted:.2f}, observed {observed}, n {patients}</source>
   <translation>Vorhergesagt {predicted:.2f}, beobachtet {observed}, n {patients}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/comparison_gate.py" />
   <source>Model against readers</source>
   <translation>Modell gegen Befunder</translation>
  </message>
  <message>
   <location filename="app/study/comparison/comparison_gate.py" />
   <source>Readers whose blinded reads are not all locked must not see the comparison. If you open the comparison now, the log of the study records this.</source>
   <translation>Befunder, deren verblindete Befundungen nicht alle abgeschlossen sind, dürfen den Vergleich nicht sehen. Wenn Sie den Vergleich jetzt öffnen, hält das Protokoll der Studie dies fest.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/comparison_gate.py" />
   <source>Compute the comparison</source>
   <translation>Vergleich berechnen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/comparison_gate.py" />
   <source>Compute the comparison anyway</source>
   <translation>Vergleich trotzdem berechnen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/comparison_gate.py" />
   <source>Stop</source>
   <translation>Anhalten</translation>
  </message>
  <message>
   <location filename="app/study/comparison/controller.py" />
   <source>Saved in English, as files are.</source>
   <translation>Auf Englisch gespeichert, wie alle Dateien.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/controller.py" />
   <source>Choose the new file as the model, predict all spots, and refresh the comparison.</source>
   <translation>Wählen Sie die neue Datei als Modell, sagen Sie alle Spots vorher, und aktualisieren Sie den Vergleich.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/controller.py" />
   <source>Written: {path}, {figures}. {caution}</source>
   <translation>Geschrieben: {path}, {figures}. {caution}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/controller.py" />
   <source>{count} files; the tab Files of the tables lists them</source>
   <translation>{count} Dateien; die Registerkarte „Dateien“ der Tabellen führt sie auf</translation>
  </message>
  <message>
   <location filename="app/study/comparison/controller.py" />
   <source>Written to {folder}: {names}.</source>
   <translation>Nach {folder} geschrieben: {names}.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/controller.py" />
   <source>Writing the report</source>
   <translation>Der Bericht wird geschrieben</translation>
  </message>
  <message>
   <location filename="app/study/comparison/controller.py" />
   <source>Drawing the figure</source>
   <translation>Die Abbildung wird gezeichnet</translation>
  </message>
  <message>
   <location filename="app/study/comparison/controller.py" />
   <source>Writing the rule</source>
   <translation>Die Regel wird geschrieben</translation>
  </message>
  <message>
   <location filename="app/study/comparison/controller.py" />
   <source>Recalibrating</source>
   <translation>Rekalibrierung läuft</translation>
  </message>
  <message>
   <location filename="app/study/comparison/cross_table.py" />
   <source>low risk</source>
   <translation>niedriges Risiko</translation>
  </message>
  <message>
   <location filename="app/study/comparison/cross_table.py" />
   <source>high risk</source>
   <translation>hohes Risiko</translation>
  </message>
  <message>
   <location filename="app/study/comparison/cross_table.py" />
   <source>{patients}
{events} by {horizon}
{others} without, {lost} lost earlier</source>
   <translation>{patients}
{events} bis {horizon}
{others} ohne, {lost} vorher verloren</translation>
  </message>
  <message>
   <location filename="app/study/comparison/cross_table.py" />
   <source>high</source>
   <translation>hoch</translation>
  </message>
  <message>
   <location filename="app/study/comparison/cross_table.py" />
   <source>low</source>
   <translation>niedrig</translation>
  </message>
  <message>
   <location filename="app/study/comparison/cross_table.py" />
   <source>A click on a cell lists its cases; a double click on a case opens it.</source>
   <translation>Ein Klick auf eine Zelle listet ihre Fälle auf; ein Doppelklick auf einen Fall öffnet ihn.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/cross_table.py" />
   <source>{a} against {b}</source>
   <translation>{a} gegen {b}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/study/comparison/cross_table.py" />
   <source>{number} events</source>
   <translation>
    <numerusform>{number} Ereignis</numerusform>
    <numerusform>{number} Ereignisse</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/study/comparison/cross_table.py" />
   <source>Lists the cases with {text}</source>
   <translation>Listet die Fälle mit {text} auf</translation>
  </message>
  <message>
   <location filename="app/study/comparison/cross_table.py" />
   <source>There is no table, because fewer than two raters have a threshold.</source>
   <translation>Es gibt keine Tabelle, weil weniger als zwei Beurteiler eine Schwelle haben.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/curves.py" />
   <source>{name} {estimate_at}, {at_risk} at risk</source>
   <translation>{name} {estimate_at}, {at_risk} unter Risiko</translation>
  </message>
  <message>
   <location filename="app/study/comparison/curves.py" />
   <source>{value:.2f} ({low:.2f} to {high:.2f})</source>
   <translation>{value:.2f} ({low:.2f} bis {high:.2f})</translation>
  </message>
  <message>
   <location filename="app/study/comparison/curves.py" />
   <source>nobody left</source>
   <translation>niemand übrig</translation>
  </message>
  <message>
   <location filename="app/study/comparison/decision_plot.py" />
   <source>prevalence among these patients ({share_method})</source>
   <translation>Prävalenz bei diesen Patienten ({share_method})</translation>
  </message>
  <message>
   <location filename="app/study/comparison/decision_plot.py" />
   <source>{share}; n {count}; at {horizon_text}</source>
   <translation>{share}; n {count}; bei {horizon_text}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/decision_plot.py" />
   <source>act on all</source>
   <translation>alle behandeln</translation>
  </message>
  <message>
   <location filename="app/study/comparison/decision_plot.py" />
   <source>threshold probability of the event</source>
   <translation>Schwellenwahrscheinlichkeit des Ereignisses</translation>
  </message>
  <message>
   <location filename="app/study/comparison/decision_plot.py" />
   <source>net benefit</source>
   <translation>Nettonutzen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/decision_plot.py" />
   <source>act on none</source>
   <translation>niemanden behandeln</translation>
  </message>
  <message>
   <location filename="app/study/comparison/decision_plot.py" />
   <source>prevalence {given:g}, as stated</source>
   <translation>Prävalenz {given:g}, wie angegeben</translation>
  </message>
  <message>
   <location filename="app/study/comparison/decision_plot.py" />
   <source>At {x:.2f}: </source>
   <translation>Bei {x:.2f}: </translation>
  </message>
  <message>
   <location filename="app/study/comparison/decision_plot.py" />
   <source>no rater gives a probability or one of two answers</source>
   <translation>kein Beurteiler gibt eine Wahrscheinlichkeit oder eine von zwei Antworten an</translation>
  </message>
  <message>
   <location filename="app/study/comparison/facts_line.py" />
   <source>More …</source>
   <translation>Mehr …</translation>
  </message>
  <message>
   <location filename="app/study/comparison/facts_line.py" />
   <source>More about what was compared</source>
   <translation>Mehr darüber, was verglichen wurde</translation>
  </message>
  <message>
   <location filename="app/study/comparison/facts_line.py" />
   <source>What was compared</source>
   <translation>Was verglichen wurde</translation>
  </message>
  <message>
   <location filename="app/study/comparison/facts_line.py" />
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <location filename="app/study/comparison/forest_plot.py" />
   <source>hazard ratio (95 %), logarithmic</source>
   <translation>Hazard Ratio (95 %), logarithmisch</translation>
  </message>
  <message>
   <location filename="app/study/comparison/forest_plot.py" />
   <source>Hollow: {paper}</source>
   <translation>Hohl: {paper}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/halves.py" />
   <source>Tables</source>
   <translation>Tabellen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/halves.py" />
   <source>Figures</source>
   <translation>Abbildungen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/incidence_plot.py" />
   <source>At {x:.2f} {unit}: {texts}</source>
   <translation>Bei {x:.2f} {unit}: {texts}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/incidence_plot.py" />
   <source>per SD</source>
   <translation>je SD</translation>
  </message>
  <message>
   <location filename="app/study/comparison/incidence_plot.py" />
   <source>high / low</source>
   <translation>hoch / niedrig</translation>
  </message>
  <message>
   <location filename="app/study/comparison/incidence_plot.py" />
   <source>Fine-Gray {kind} {estimate}</source>
   <translation>Fine-Gray {kind} {estimate}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/incidence_plot.py" />
   <source>Gray's test {chi_square}</source>
   <translation>Gray-Test {chi_square}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/incidence_plot.py" />
   <source>unit not stated</source>
   <translation>Einheit nicht angegeben</translation>
  </message>
  <message>
   <location filename="app/study/comparison/incidence_plot.py" />
   <source>time ({unit}); dashed: horizon</source>
   <translation>Zeit ({unit}); gestrichelt: Horizont</translation>
  </message>
  <message>
   <location filename="app/study/comparison/incidence_plot.py" />
   <source>cumulative incidence (Aalen-Johansen, 95 %)</source>
   <translation>kumulative Inzidenz (Aalen-Johansen, 95 %)</translation>
  </message>
  <message>
   <location filename="app/study/comparison/incidence_plot.py" />
   <source>no death of another cause is known: the curves would be 1 minus the curves in the tab Survival</source>
   <translation>kein Tod aus anderer Ursache ist bekannt: Die Kurven wären 1 minus die Kurven im Reiter „Überleben“</translation>
  </message>
  <message>
   <location filename="app/study/comparison/incidence_plot.py" />
   <source>this rater has no risk groups: choose another rater, or all patients</source>
   <translation>dieser Beurteiler hat keine Risikogruppen: Wählen Sie einen anderen oder alle Patienten</translation>
  </message>
  <message>
   <location filename="app/study/comparison/kappa_matrix.py" />
   <source>Agreement: Cohen's kappa of each pair of raters</source>
   <translation>Übereinstimmung: Cohens Kappa für jedes Paar von Beurteilern</translation>
  </message>
  <message>
   <location filename="app/study/comparison/kappa_matrix.py" />
   <source>{value:.2f}
{low:.2f} to {high:.2f}</source>
   <translation>{value:.2f}
{low:.2f} bis {high:.2f}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/kappa_matrix.py" />
   <source>{a}, {b}: kappa {estimate}; agreement {estimate2}</source>
   <translation>{a}, {b}: Kappa {estimate}; Übereinstimmung {estimate2}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/options_row.py" />
   <source>these patients' own</source>
   <translation>die dieser Patienten</translation>
  </message>
  <message>
   <location filename="app/study/comparison/options_row.py" />
   <source>Complete case</source>
   <translation>Vollständige Fälle</translation>
  </message>
  <message>
   <location filename="app/study/comparison/options_row.py" />
   <source> years</source>
   <translation> Jahre</translation>
  </message>
  <message>
   <location filename="app/study/comparison/options_row.py" />
   <source>Share of patients with the event by the horizon, in the population where the model will be used; for case-control data</source>
   <translation>Anteil der Patienten mit dem Ereignis bis zum Horizont in der Population, in der das Modell verwendet werden soll; für Fall-Kontroll-Daten</translation>
  </message>
  <message>
   <location filename="app/study/comparison/options_row.py" />
   <source>Also show the metrics of only the patients whose outcome at the horizon is known. These metrics are biased if many patients were lost earlier.</source>
   <translation>Auch die Kennzahlen nur der Patienten zeigen, deren Zustand am Horizont bekannt ist. Diese Kennzahlen sind verzerrt, wenn viele Patienten vorher verloren gingen.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/options_row.py" />
   <source>Spots by</source>
   <translation>Spots nach</translation>
  </message>
  <message>
   <location filename="app/study/comparison/options_row.py" />
   <source>Answer</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <location filename="app/study/comparison/options_row.py" />
   <source>Horizon</source>
   <translation>Horizont</translation>
  </message>
  <message>
   <location filename="app/study/comparison/options_row.py" />
   <source>Prevalence</source>
   <translation>Prävalenz</translation>
  </message>
  <message>
   <location filename="app/study/comparison/options_row.py" />
   <source>Adjust for</source>
   <translation>Adjustieren für</translation>
  </message>
  <message>
   <location filename="app/study/comparison/options_row.py" />
   <source>nothing</source>
   <translation>nichts</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Point at a curve to see its values. The wheel zooms, a drag pans, a double click resets.</source>
   <translation>Zeigen Sie auf eine Kurve, um ihre Werte zu sehen. Das Mausrad zoomt, Ziehen verschiebt, ein Doppelklick setzt zurück.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>all patients, weighted for censoring</source>
   <translation>alle Patienten, für Zensierung gewichtet</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>patients with known outcome at the horizon</source>
   <translation>Patienten mit bekanntem Zustand am Horizont</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Survival of the groups of</source>
   <translation>Überleben der Gruppen von</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Cumulative incidence of the groups of</source>
   <translation>Kumulative Inzidenz der Gruppen von</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>ROC curves of</source>
   <translation>ROC-Kurven von</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Show the published hazard ratios (Bychkov 2018)</source>
   <translation>Veröffentlichte Hazard Ratios zeigen (Bychkov 2018)</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Recalibrate on these patients …</source>
   <translation>An diesen Patienten rekalibrieren …</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Survival</source>
   <translation>Überleben</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>ROC</source>
   <translation>ROC</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Calibration</source>
   <translation>Kalibrierung</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Decision</source>
   <translation>Entscheidung</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Hazard ratios</source>
   <translation>Hazard Ratios</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Incidence</source>
   <translation>Inzidenz</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>this plot</source>
   <translation>dieses Diagramm</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Plot: {title}</source>
   <translation>Diagramm: {title}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Plot with its legend: {title}</source>
   <translation>Diagramm mit seiner Legende: {title}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Groups of</source>
   <translation>Gruppen von</translation>
  </message>
  <message>
   <location filename="app/study/comparison/plot_panel.py" />
   <source>Curves</source>
   <translation>Kurven</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>Left out ({count})</source>
   <translation>Ausgelassen ({count})</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>Patient flow</source>
   <translation>Patientenfluss</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>{how}. {unit}; better: {better}.</source>
   <translation>{how}. {unit}; besser: {better}.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>{value}
{low} to {high}{tail}</source>
   <translation>{value}
{low} bis {high}{tail}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>Fine-Gray at the threshold</source>
   <translation>Fine-Gray an der Schwelle</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>Fine-Gray per SD</source>
   <translation>Fine-Gray je SD</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>Gray's test</source>
   <translation>Gray-Test</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>What it is</source>
   <translation>Was es ist</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>This note applies to every number of the rater.</source>
   <translation>Dieser Hinweis gilt für jede Zahl des Beurteilers.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>Threshold</source>
   <translation>Schwelle</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>High risk: at or above the threshold; for a survival probability, below.</source>
   <translation>Hohes Risiko: ab der Schwelle; bei einer Überlebenswahrscheinlichkeit darunter.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>Patients, events</source>
   <translation>Patienten, Ereignisse</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>Patients with a value of the rater, and the number of their events during the whole follow-up.</source>
   <translation>Patienten mit einem Wert des Beurteilers, und die Zahl ihrer Ereignisse während der ganzen Beobachtung.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>By {horizon_text}: event, none, lost</source>
   <translation>Bis zu {horizon_text}: Ereignis, keines, verloren</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>Lost: followed up for a shorter time, without an event. Weights or curves account for these patients.</source>
   <translation>Verloren: kürzer beobachtet, ohne Ereignis. Gewichte oder Kurven berücksichtigen diese Patienten.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>Log-rank</source>
   <translation>Log-Rank</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>Compares survival in the high- and low-risk group, or in all levels.</source>
   <translation>Vergleicht das Überleben bei hohem und niedrigem Risiko, oder in allen Stufen.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>none was set</source>
   <translation>keine wurde festgelegt</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>{text}. CHOSEN ON THE SAME DATA</source>
   <translation>{text}. AN DENSELBEN DATEN GEWÄHLT</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_rows.py" />
   <source>p {p}
chi2 {chi2:.1f}, {df} df</source>
   <translation>p {p}
Chi² {chi2:.1f}, {df} FG</translation>
  </message>
  <message>
   <location filename="app/study/comparison/rater_table_view.py" />
   <source>Raters and their metrics</source>
   <translation>Beurteiler und ihre Kennzahlen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/roc_plot.py" />
   <source>{events}, {known_others} without by {horizon_text}</source>
   <translation>{events}, {known_others} ohne bis {horizon_text}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/roc_plot.py" />
   <source>1 - specificity</source>
   <translation>1 − Spezifität</translation>
  </message>
  <message>
   <location filename="app/study/comparison/roc_plot.py" />
   <source>sensitivity</source>
   <translation>Sensitivität</translation>
  </message>
  <message>
   <location filename="app/study/comparison/roc_plot.py" />
   <source>AUC weighted for censoring, bootstrap, 95 %. {known}, {lost} lost before this time</source>
   <translation>AUC, für Zensierung gewichtet, Bootstrap, 95 %. {known}, {lost} vorher verloren</translation>
  </message>
  <message>
   <location filename="app/study/comparison/roc_plot.py" />
   <source>AUC, DeLong, 95 %. {known}, {lost} left out: lost before this time</source>
   <translation>AUC, DeLong, 95 %. {known}, {lost} ausgelassen: vorher verloren</translation>
  </message>
  <message>
   <location filename="app/study/comparison/roc_plot.py" />
   <source>Specificity {x:.2f}, sensitivity {y:.2f}</source>
   <translation>Spezifität {x:.2f}, Sensitivität {y:.2f}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>rater</source>
   <translation>Beurteiler</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>raters</source>
   <translation>Beurteiler</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>group</source>
   <translation>Gruppe</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>answer</source>
   <translation>Antwort</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>term</source>
   <translation>Term</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>step</source>
   <translation>Schritt</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>line</source>
   <translation>Zeile</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>patient</source>
   <translation>Patient</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>patients</source>
   <translation>Patienten</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>events</source>
   <translation>Ereignisse</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>reason</source>
   <translation>Grund</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>reader</source>
   <translation>Befunder</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>readers</source>
   <translation>Befunder</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>figure</source>
   <translation>Kennzahl</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>blinded</source>
   <translation>verblindet</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>informed</source>
   <translation>informiert</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>by</source>
   <translation>nach</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>of</source>
   <translation>von</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>first</source>
   <translation>erster</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>second</source>
   <translation>zweiter</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>difference</source>
   <translation>Unterschied</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>alike</source>
   <translation>gleich</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>counted</source>
   <translation>gezählt</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>file</source>
   <translation>Datei</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>everything</source>
   <translation>allem</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>all</source>
   <translation>alle</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>analysed</source>
   <translation>analysiert</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>specificity</source>
   <translation>Spezifität</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>uncertain</source>
   <translation>unsicher</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>mean</source>
   <translation>Mittelwert</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>median</source>
   <translation>Median</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>worst</source>
   <translation>schlechtester</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>highest</source>
   <translation>höchster Wert</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>lowest</source>
   <translation>niedrigster Wert</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>earliest</source>
   <translation>früheste</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>higher</source>
   <translation>höher</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>lower</source>
   <translation>niedriger</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>majority of readers</source>
   <translation>Mehrheit der Befunder</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>average of readers</source>
   <translation>Mittel der Befunder</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>{value} ({low} to {high})</source>
   <translation>{value} ({low} bis {high})</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>{count} in {total}</source>
   <translation>{count} von {total}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>high against low risk</source>
   <translation>hohes gegen niedriges Risiko</translation>
  </message>
  <message>
   <location filename="app/study/comparison/shown_text.py" />
   <source>per 1</source>
   <translation>je 1</translation>
  </message>
  <message>
   <location filename="app/study/comparison/survival_plot.py" />
   <source>all patients</source>
   <translation>alle Patienten</translation>
  </message>
  <message>
   <location filename="app/study/comparison/survival_plot.py" />
   <source>hazard ratio {estimate}</source>
   <translation>Hazard Ratio {estimate}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/survival_plot.py" />
   <source>, CHOSEN ON THE SAME DATA</source>
   <translation>, AN DENSELBEN DATEN GEWÄHLT</translation>
  </message>
  <message>
   <location filename="app/study/comparison/survival_plot.py" />
   <source>threshold {value:.6g}: {origin}{flag}</source>
   <translation>Schwelle {value:.6g}: {origin}{flag}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/survival_plot.py" />
   <source>at risk</source>
   <translation>unter Risiko</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Beside the covariates</source>
   <translation>Neben den Kovariablen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Risk groups by the horizon</source>
   <translation>Risikogruppen bis zum Horizont</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Paired differences</source>
   <translation>Gepaarte Unterschiede</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Reclassification</source>
   <translation>Reklassifikation</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Agreement</source>
   <translation>Kappa</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Blinded versus informed reads; readers as a random sample</source>
   <translation>Verblindete gegen informierte Befundungen; Befunder als Zufallsstichprobe</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Groups of patients</source>
   <translation>Gruppen von Patienten</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Patient flow and what was left out</source>
   <translation>Patientenfluss und was ausgelassen wurde</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Files that were written</source>
   <translation>Geschriebene Dateien</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>this table</source>
   <translation>diese Tabelle</translation>
  </message>
  <message numerus="yes">
   <location filename="app/study/comparison/tables_panel.py" />
   <source>{number} files were written</source>
   <translation>
    <numerusform>{number} Datei wurde geschrieben</numerusform>
    <numerusform>{number} Dateien wurden geschrieben</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Raters</source>
   <translation>Beurteiler</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Risk groups</source>
   <translation>Risikogruppen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Differences</source>
   <translation>Unterschiede</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Reclassified</source>
   <translation>Reklassifiziert</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Covariates</source>
   <translation>Kovariablen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>With the model</source>
   <translation>Mit dem Modell</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Groups</source>
   <translation>Gruppen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Left out</source>
   <translation>Ausgelassen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>Files</source>
   <translation>Dateien</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tables_panel.py" />
   <source>No covariates are chosen. Choose some above.</source>
   <translation>Keine Kovariablen sind gewählt. Wählen Sie oben welche.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>reading the study</source>
   <translation>Studie wird gelesen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>comparing raters</source>
   <translation>Beurteiler werden verglichen</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>writing the report</source>
   <translation>Bericht wird geschrieben</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>writing the rule</source>
   <translation>Regel wird geschrieben</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>drawing the figure</source>
   <translation>Abbildung wird gezeichnet</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>There is no rule that answers low, uncertain or high risk{reason}.</source>
   <translation>Es gibt keine Regel mit den Antworten niedriges, unsicheres oder hohes Risiko{reason}.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>Choose an error rate on the tab “Three answers”, or add patients to the study.</source>
   <translation>Wählen Sie eine Fehlerrate auf dem Reiter „Drei Antworten“, oder nehmen Sie weitere Patienten in die Studie auf.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>The rule could not be written ({path}: {strerror}).</source>
   <translation>Die Regel konnte nicht geschrieben werden ({path}: {strerror}).</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>There is nothing to draw in this figure.</source>
   <translation>In dieser Abbildung gibt es nichts zu zeichnen.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>Choose another one.</source>
   <translation>Wählen Sie eine andere.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>A figure cannot be saved as {suffix}.</source>
   <translation>Eine Abbildung kann nicht als {suffix} gespeichert werden.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>Use {kinds}.</source>
   <translation>Verwenden Sie {kinds}.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>The figure could not be written ({path}: {strerror}).</source>
   <translation>Die Abbildung konnte nicht geschrieben werden ({path}: {strerror}).</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>Check that the folder is writable and has free space.</source>
   <translation>Prüfen Sie, ob der Ordner beschreibbar ist und freien Speicherplatz hat.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/tasks.py" />
   <source>a file without suffix</source>
   <translation>eine Datei ohne Endung</translation>
  </message>
  <message>
   <location filename="app/study/comparison/view.py" />
   <source>Reads, predictions or patients have changed since this comparison was computed.</source>
   <translation>Befundungen, Vorhersagen oder Patienten haben sich seit der Berechnung dieses Vergleichs geändert.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/view.py" />
   <source>Write a copy of the model that is recalibrated on these patients. The copy has a calibration line on the log odds, which can be removed again. Its calibration on these same patients is not a test.</source>
   <translation>Eine Kopie des Modells schreiben, die an diesen Patienten rekalibriert ist. Die Kopie hat eine Kalibrierungsgerade auf den Log-Odds, die wieder entfernt werden kann. Ihre Kalibrierung an denselben Patienten ist keine Prüfung.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/view.py" />
   <source>{counts}; horizon {horizon_text}</source>
   <translation>{counts}; Horizont bei {horizon_text}</translation>
  </message>
  <message>
   <location filename="app/study/comparison/view.py" />
   <source> Threshold chosen on the same data: {flagged}.</source>
   <translation> Schwelle an denselben Daten gewählt: {flagged}.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/view.py" />
   <source>{open_text} Readers whose reads are not all locked must not see the comparison.</source>
   <translation>{open_text} Befunder, deren Befundungen nicht alle abgeschlossen sind, dürfen den Vergleich nicht sehen.</translation>
  </message>
  <message>
   <location filename="app/study/comparison/view.py" />
   <source>Refresh</source>
   <translation>Aktualisieren</translation>
  </message>
  <message>
   <location filename="app/study/comparison/view.py" />
   <source>Save the report …</source>
   <translation>Bericht speichern …</translation>
  </message>
  <message>
   <location filename="app/study/comparison/view.py" />
   <source>Save this figure …</source>
   <translation>Diese Abbildung speichern …</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Compare each receipt with the receipt on the reader's screen.</source>
   <translation>Vergleichen Sie jede Quittung mit der Quittung auf dem Bildschirm des Befunders.</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>{name} is open read-only: {read_only}.</source>
   <translation>{name} ist schreibgeschützt geöffnet: {read_only}.</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Opening the study</source>
   <translation>Die Studie wird geöffnet</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>opening the study</source>
   <translation>Studie wird geöffnet</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Creating the study</source>
   <translation>Die Studie wird angelegt</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Reading the clinical sheet</source>
   <translation>Die klinische Tabelle wird gelesen</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Images found for {spots}.</source>
   <translation>Bilder gefunden für {spots}.</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Looking for images</source>
   <translation>Bilder werden gesucht</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>looking for changes</source>
   <translation>Änderungen werden gesucht</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Looking for changes</source>
   <translation>Änderungen werden gesucht</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Importing</source>
   <translation>Import läuft</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Importing reads</source>
   <translation>Befundungen werden importiert</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Importing predictions</source>
   <translation>Vorhersagen werden importiert</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Writing tables</source>
   <translation>Tabellen werden geschrieben</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Making the packet</source>
   <translation>Das Befundpaket wird erstellt</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Merging packets</source>
   <translation>Befundpakete werden zusammengeführt</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Signing in</source>
   <translation>Anmeldung läuft</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>leaving</source>
   <translation>wird verlassen</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>closing the study</source>
   <translation>Studie wird geschlossen</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Written: {text}.</source>
   <translation>Geschrieben: {text}.</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>These contents can identify somebody: {holds}</source>
   <translation>Diese Inhalte können jemanden identifizieren: {holds}</translation>
  </message>
  <message>
   <location filename="app/study/controller.py" />
   <source>Rescuing reads</source>
   <translation>Befundungen werden gerettet</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/new_packet.py" />
   <source>Another round measures how well the reader agrees with their earlier reads.</source>
   <translation>Eine weitere Runde misst, wie gut der Befunder mit seinen früheren Befundungen übereinstimmt.</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/new_packet.py" />
   <source>The packet contains the reader's unread cases with numbers instead of names. It contains no outcomes, no answers of the model and no reads of other readers. It can only be opened in reading mode.</source>
   <translation>Das Paket enthält die noch nicht befundeten Fälle des Befunders mit Nummern statt Namen. Es enthält keine Verläufe, keine Antworten des Modells und keine Befundungen anderer. Es lässt sich nur zum Befunden öffnen.</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/new_packet.py" />
   <source>The images stay in their folder, which the reader's computer must be able to open. The reader can see file names and labels there.</source>
   <translation>Die Bilder bleiben in ihrem Ordner, den der Computer des Befunders öffnen können muss. Dort sind Dateinamen und Etiketten sichtbar.</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/new_packet.py" />
   <source>The images are copied to a folder beside the packet and named by case number, without labels and metadata.</source>
   <translation>Die Bilder werden in einen Ordner neben dem Paket kopiert und nach Fallnummern benannt, ohne Etiketten und Metadaten.</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/new_packet.py" />
   <source>Make a packet for a reader</source>
   <translation>Befundpaket erstellen</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/new_packet.py" />
   <source>Reader</source>
   <translation>Befunder</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/new_packet.py" />
   <source>Copy the images into a folder beside the packet</source>
   <translation>Bilder in einen Ordner neben dem Paket kopieren</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/new_packet.py" />
   <source>Replace this reader's lost packet</source>
   <translation>Verlorenes Paket dieses Befunders ersetzen</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/new_packet.py" />
   <source>Start another round</source>
   <translation>Weitere Runde beginnen</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/new_packet.py" />
   <source>Save the packet …</source>
   <translation>Paket speichern …</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/new_packet.py" />
   <source>Round {round} is complete: {cases}.</source>
   <translation>Runde {round} ist vollständig: {cases}.</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Each line is a question. The questions are asked in this order, and the keys 1, 2, ... 0 select an answer. Separate the answers by commas, from best to worst. Tables contain a number for each answer; a higher number is worse. To set the numbers, write “low=1, high=2”. A question without answers asks for free text. A question with two answers is compared with the model.</source>
   <translation>Jede Zeile ist eine Frage. Die Fragen werden in dieser Reihenfolge gestellt, und die Tasten 1, 2, ... 0 wählen eine Antwort. Trennen Sie die Antworten durch Kommas, von der besten zur schlechtesten. Tabellen enthalten für jede Antwort eine Zahl; eine höhere Zahl ist schlechter. Um die Zahlen festzulegen, schreiben Sie „niedrig=1, hoch=2“. Eine Frage ohne Antworten verlangt freien Text. Eine Frage mit zwei Antworten wird mit dem Modell verglichen.</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Score sheets (*.json);;All files (*)</source>
   <translation>Erhebungsbögen (*.json);;Alle Dateien (*)</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Open a score sheet</source>
   <translation>Erhebungsbogen öffnen</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Save the score sheet</source>
   <translation>Erhebungsbogen speichern</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Score sheet</source>
   <translation>Erhebungsbogen</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Score sheet of the study</source>
   <translation>Erhebungsbogen der Studie</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Use this sheet</source>
   <translation>Diesen Bogen verwenden</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Questions</source>
   <translation>Fragen</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Why a spot may not be assessable</source>
   <translation>Warum ein Spot nicht beurteilbar sein kann</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Question</source>
   <translation>Frage</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Answers</source>
   <translation>Antworten</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Must be answered</source>
   <translation>Antwort ist Pflicht</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Add</source>
   <translation>Hinzufügen</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Up</source>
   <translation>Nach oben</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Down</source>
   <translation>Nach unten</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>The usual one</source>
   <translation>Der übliche</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Open …</source>
   <translation>Öffnen …</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Save …</source>
   <translation>Speichern …</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>Written: {path}</source>
   <translation>Geschrieben: {path}</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>{name} cannot be read ({error}).</source>
   <translation>{name} kann nicht gelesen werden ({error}).</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/score_sheet.py" />
   <source>{path} could not be written ({strerror}).</source>
   <translation>{path} konnte nicht geschrieben werden ({strerror}).</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/sign_in.py" />
   <source>Another round measures how well you agree with your own reads.</source>
   <translation>Eine weitere Runde misst, wie gut Sie mit Ihren eigenen Befundungen übereinstimmen.</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/sign_in.py" />
   <source>Start a blinded read</source>
   <translation>Verblindete Befundung beginnen</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/sign_in.py" />
   <source>Start</source>
   <translation>Beginnen</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/sign_in.py" />
   <source>Your name</source>
   <translation>Ihr Name</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/sign_in.py" />
   <source>A new reader gets a random order of the cases. The seed of this order is recorded.</source>
   <translation>Ein neuer Befunder erhält eine zufällige Reihenfolge der Fälle. Der Startwert dieser Reihenfolge wird festgehalten.</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/sign_in.py" />
   <source>Round {round} continues: {locked} of {cases} locked.</source>
   <translation>Runde {round} wird fortgesetzt: {cases}, davon {locked} abgeschlossen.</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/sign_in.py" />
   <source>
Names, outcome, model and other readers stay hidden.</source>
   <translation>
Namen, Verlauf, Modell und andere Befunder bleiben verborgen.</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>1, or a word such as dead</source>
   <translation>1, oder ein Wort wie dead</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>(none)</source>
   <translation>(keine)</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>choose …</source>
   <translation>wählen …</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>after each locked case</source>
   <translation>nach jedem abgeschlossenen Fall</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>after all cases of the round</source>
   <translation>nach allen Fällen der Runde</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>never</source>
   <translation>nie</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>row without an image</source>
   <translation>Zeile ohne Bild</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>image without a row</source>
   <translation>Bild ohne Zeile</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>faulty row</source>
   <translation>fehlerhafte Zeile</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>file that cannot be read</source>
   <translation>nicht lesbare Datei</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source> days</source>
   <translation> Tage</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>First rows of the table</source>
   <translation>Erste Zeilen der Tabelle</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>What is left out</source>
   <translation>Was ausgelassen wird</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>Also keep</source>
   <translation>Auch übernehmen</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>How the survival probabilities of a patient's spots are combined into one</source>
   <translation>Wie die Überlebenswahrscheinlichkeiten der Spots eines Patienten zu einer zusammengefasst werden</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>When a reader may see the model's probability</source>
   <translation>Wann ein Befunder die Wahrscheinlichkeit des Modells sehen darf</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>Columns and rules</source>
   <translation>Spalten und Regeln</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>What is imported</source>
   <translation>Was importiert wird</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>the usual one</source>
   <translation>der übliche</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>your own</source>
   <translation>Ihr eigener</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>Leave out faulty rows: {count}; the export of the study lists them</source>
   <translation>Fehlerhafte Zeilen auslassen: {count}; der Export der Studie führt sie auf</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>Choose the value under "Means died".</source>
   <translation>Wählen Sie den Wert unter „Bedeutet verstorben“.</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>{patients}, {spots}. {rows} could not be matched: rows without an image are kept as patients without a spot, images without a row are listed in the export of the study.</source>
   <translation>{patients}, {spots}. Nicht zugeordnet: {rows}. Zeilen ohne Bild werden als Patienten ohne Spot übernommen, Bilder ohne Zeile führt der Export der Studie auf.</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>New study: meaning of the columns of {name}</source>
   <translation>Neue Studie: Bedeutung der Spalten von {name}</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>Add to the study: meaning of the columns of {name}</source>
   <translation>Studie ergänzen: Bedeutung der Spalten von {name}</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>Create the study …</source>
   <translation>Studie erstellen …</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>Add to the study</source>
   <translation>Zur Studie hinzufügen</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>A patient's spots</source>
   <translation>Spots eines Patienten</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>Show the model</source>
   <translation>Modell zeigen</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>Between rounds</source>
   <translation>Zwischen den Runden</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>The sheet's first rows</source>
   <translation>Die ersten Zeilen der Tabelle</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>fault: {line}</source>
   <translation>Fehler: {line}</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>note: {note}</source>
   <translation>Hinweis: {note}</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>Its unit</source>
   <translation>Ihre Einheit</translation>
  </message>
  <message>
   <location filename="app/study/dialogs/study_columns.py" />
   <source>Means died</source>
   <translation>Bedeutet verstorben</translation>
  </message>
  <message numerus="yes">
   <location filename="app/study/dialogs/study_columns.py" />
   <source>{number} questions</source>
   <translation>
    <numerusform>{number} Frage</numerusform>
    <numerusform>{number} Fragen</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>another task of the study is running</source>
   <translation>eine andere Aufgabe der Studie läuft</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>the study has no spots to read</source>
   <translation>die Studie hat keine Spots zum Befunden</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>not analysed yet</source>
   <translation>noch nicht analysiert</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>analysed: do not use</source>
   <translation>analysiert: nicht verwenden</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>failed</source>
   <translation>fehlgeschlagen</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Model: {name} {version}</source>
   <translation>Modell: {name} {version}</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Only {text}: {patients}. Double-click a case to open it.</source>
   <translation>Nur {text}: {patients}. Ein Doppelklick öffnet einen Fall.</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Predict all spots</source>
   <translation>Alle Spots vorhersagen</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Add patients or outcomes …</source>
   <translation>Patienten oder Verläufe hinzufügen …</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Import reads …</source>
   <translation>Befundungen importieren …</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Import predictions …</source>
   <translation>Vorhersagen importieren …</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Locate images …</source>
   <translation>Bilder suchen …</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Make a packet for a reader …</source>
   <translation>Befundpaket erstellen …</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Merge finished packets …</source>
   <translation>Fertige Befundpakete zusammenführen …</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Close the study</source>
   <translation>Studie schließen</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>{title}. Not possible now: {why}.</source>
   <translation>{title}. Jetzt nicht möglich: {why}.</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Start a blinded read …</source>
   <translation>Verblindete Befundung beginnen …</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Show all cases</source>
   <translation>Alle Fälle zeigen</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>the case list</source>
   <translation>die Fallliste</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Spots of the study</source>
   <translation>Spots der Studie</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>The study and its actions</source>
   <translation>Die Studie und ihre Aktionen</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Start a blinded read as {reader}</source>
   <translation>Verblindete Befundung als {reader} beginnen</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Pause</source>
   <translation>Unterbrechen</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Spot</source>
   <translation>Spot</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Resume</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Show only the spots of {patient}</source>
   <translation>Nur die Spots von {patient} zeigen</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Show in the table of cases</source>
   <translation>In der Falltabelle zeigen</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Copy the name of the spot</source>
   <translation>Name des Spots kopieren</translation>
  </message>
  <message>
   <location filename="app/study/overview.py" />
   <source>Close the packet</source>
   <translation>Befundpaket schließen</translation>
  </message>
  <message>
   <location filename="app/study/packet_tasks.py" />
   <source>Merge an intact copy of the packet later to add the lost reads. If there is no such copy, make another packet.</source>
   <translation>Führen Sie später eine unbeschädigte Kopie des Befundpakets zusammen, um die verlorenen Befundungen nachzutragen. Gibt es keine, erstellen Sie ein neues Paket.</translation>
  </message>
  <message>
   <location filename="app/study/packet_tasks.py" />
   <source>First ask the reader for an intact copy. Only the reads that are proven to be unchanged since they were locked are added. All other reads are listed as lost, here and in the study's log. Damage cannot be distinguished from a read that somebody changed or removed.</source>
   <translation>Bitten Sie zuerst den Befunder um eine unbeschädigte Kopie. Nur die Befundungen, die nachweislich seit ihrem Abschluss unverändert sind, werden aufgenommen. Alle anderen werden als verloren aufgeführt, hier und im Protokoll der Studie. Ein Schaden lässt sich nicht von einer Befundung unterscheiden, die jemand geändert oder entfernt hat.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/study/packet_tasks.py" />
   <source>{number} packets are damaged. Add the reads that are proven to be unchanged?</source>
   <translation>
    <numerusform>{number} Befundpaket ist beschädigt. Die nachweislich unveränderten Befundungen übernehmen?</numerusform>
    <numerusform>{number} Befundpakete sind beschädigt. Die nachweislich unveränderten Befundungen übernehmen?</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/study/packet_tasks.py" />
   <source>making the packet</source>
   <translation>Befundpaket wird erstellt</translation>
  </message>
  <message>
   <location filename="app/study/packet_tasks.py" />
   <source>merging packets</source>
   <translation>Befundpakete werden zusammengeführt</translation>
  </message>
  <message>
   <location filename="app/study/packet_tasks.py" />
   <source>rescuing reads</source>
   <translation>Befundungen werden gerettet</translation>
  </message>
  <message>
   <location filename="app/study/packet_tasks.py" />
   <source>Different: {text}.</source>
   <translation>Abweichend: {text}.</translation>
  </message>
  <message>
   <location filename="app/study/packet_tasks.py" />
   <source>Lost: {text}.</source>
   <translation>Verloren: {text}.</translation>
  </message>
  <message>
   <location filename="app/study/packet_tasks.py" />
   <source>{name} was refused: {message}{faults} {remedy}</source>
   <translation>{name} wurde abgelehnt: {message}{faults} {remedy}</translation>
  </message>
  <message>
   <location filename="app/study/predict_all.py" />
   <source>saving the prediction</source>
   <translation>Vorhersage wird gespeichert</translation>
  </message>
  <message>
   <location filename="app/study/predict_all.py" />
   <source>saving the failure</source>
   <translation>Fehlschlag wird gespeichert</translation>
  </message>
  <message>
   <location filename="app/study/reading/case_bar.py" />
   <source>RESEARCH USE ONLY</source>
   <translation>NUR FÜR FORSCHUNGSZWECKE</translation>
  </message>
  <message>
   <location filename="app/study/reading/case_bar.py" />
   <source>Back (PgUp)</source>
   <translation>Zurück (Bild auf)</translation>
  </message>
  <message>
   <location filename="app/study/reading/case_bar.py" />
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <location filename="app/study/reading/case_bar.py" />
   <source>Go to the previous case that is not locked (PgUp)</source>
   <translation>Zum vorigen nicht abgeschlossenen Fall gehen (Bild auf)</translation>
  </message>
  <message>
   <location filename="app/study/reading/case_bar.py" />
   <source>Skip (PgDn)</source>
   <translation>Überspringen (Bild ab)</translation>
  </message>
  <message>
   <location filename="app/study/reading/case_bar.py" />
   <source>Skip</source>
   <translation>Überspringen</translation>
  </message>
  <message>
   <location filename="app/study/reading/case_bar.py" />
   <source>Leave this case unlocked and go to the next (PgDn)</source>
   <translation>Diesen Fall offen lassen und zum nächsten gehen (Bild ab)</translation>
  </message>
  <message>
   <location filename="app/study/reading/case_bar.py" />
   <source>Pause (P)</source>
   <translation>Unterbrechen (P)</translation>
  </message>
  <message>
   <location filename="app/study/reading/case_bar.py" />
   <source>Time is not counted while paused (P)</source>
   <translation>Während der Unterbrechung wird keine Zeit gezählt (P)</translation>
  </message>
  <message>
   <location filename="app/study/reading/case_bar.py" />
   <source>Leave (Esc)</source>
   <translation>Verlassen (Esc)</translation>
  </message>
  <message>
   <location filename="app/study/reading/case_bar.py" />
   <source>Leave</source>
   <translation>Verlassen</translation>
  </message>
  <message>
   <location filename="app/study/reading/case_bar.py" />
   <source>Stop reading; all answers are saved (Esc)</source>
   <translation>Befundung beenden; alle Antworten sind gespeichert (Esc)</translation>
  </message>
  <message>
   <location filename="app/study/reading/case_bar.py" />
   <source>Resume (P)</source>
   <translation>Fortsetzen (P)</translation>
  </message>
  <message>
   <location filename="app/study/reading/question_row.py" />
   <source>optional</source>
   <translation>optional</translation>
  </message>
  <message>
   <location filename="app/study/reading/question_row.py" />
   <source>type a text</source>
   <translation>Text eingeben</translation>
  </message>
  <message>
   <location filename="app/study/reading/reading_images.py" />
   <source>The image of this case differs from the image with which the study was created.</source>
   <translation>Das Bild dieses Falls unterscheidet sich von dem Bild, mit dem die Studie angelegt wurde.</translation>
  </message>
  <message>
   <location filename="app/study/reading/reading_images.py" />
   <source>Restore it.</source>
   <translation>Stellen Sie es wieder her.</translation>
  </message>
  <message>
   <location filename="app/study/reading/reading_view.py" />
   <source>The image of this case cannot be shown.</source>
   <translation>Das Bild dieses Falls kann nicht gezeigt werden.</translation>
  </message>
  <message>
   <location filename="app/study/reading/reading_view.py" />
   <source>Skip this case (PgDn), or leave reading mode (Esc). The log gives the reason, for the study's organiser.</source>
   <translation>Überspringen Sie diesen Fall (Bild ab), oder verlassen Sie die Befundung (Esc). Das Protokoll nennt der Studienleitung den Grund.</translation>
  </message>
  <message>
   <location filename="app/study/reading/reading_view.py" />
   <source>Paused</source>
   <translation>Unterbrochen</translation>
  </message>
  <message>
   <location filename="app/study/reading/reveal_panel.py" />
   <source>the probability</source>
   <translation>die Wahrscheinlichkeit</translation>
  </message>
  <message>
   <location filename="app/study/reading/revealed_map.py" />
   <source>The chosen model is not the model whose result was revealed.</source>
   <translation>Das gewählte Modell ist nicht das, dessen Ergebnis aufgedeckt wurde.</translation>
  </message>
  <message>
   <location filename="app/study/reading/revealed_map.py" />
   <source>Leave reading mode and choose that model.</source>
   <translation>Verlassen Sie die Befundung und wählen Sie jenes Modell.</translation>
  </message>
  <message>
   <location filename="app/study/reading/revealed_map.py" />
   <source>The model is still being loaded.</source>
   <translation>Das Modell wird noch geladen.</translation>
  </message>
  <message>
   <location filename="app/study/reading/revealed_map.py" />
   <source>Press H again in a moment.</source>
   <translation>Drücken Sie gleich noch einmal H.</translation>
  </message>
  <message>
   <location filename="app/study/reading/revealed_map.py" />
   <source>The heatmap of this case could not be computed.</source>
   <translation>Die Heatmap dieses Falls konnte nicht berechnet werden.</translation>
  </message>
  <message>
   <location filename="app/study/reading/revealed_map.py" />
   <source>The log gives the reason.</source>
   <translation>Das Protokoll nennt den Grund.</translation>
  </message>
  <message>
   <location filename="app/study/reading/revealed_map.py" />
   <source>There is no heatmap of this case, because its reliability is “do not use”.</source>
   <translation>Zu diesem Fall gibt es keine Heatmap, weil seine Verlässlichkeit „nicht verwenden“ ist.</translation>
  </message>
  <message>
   <location filename="app/study/reading/revealed_map.py" />
   <source>The heatmap was cancelled.</source>
   <translation>Die Heatmap wurde abgebrochen.</translation>
  </message>
  <message>
   <location filename="app/study/reading/revealed_map.py" />
   <source>H computes it again.</source>
   <translation>H berechnet sie erneut.</translation>
  </message>
  <message>
   <location filename="app/study/reading/revealed_map.py" />
   <source>Computing the heatmap: waiting for the model. H or Esc: cancel.</source>
   <translation>Heatmap wird berechnet: wartet auf das Modell. H oder Esc: abbrechen.</translation>
  </message>
  <message>
   <location filename="app/study/reading/revealed_map.py" />
   <source>Computing the heatmap: {stage}{share}. H or Esc: cancel.</source>
   <translation>Heatmap wird berechnet: {stage}{share}. H oder Esc: abbrechen.</translation>
  </message>
  <message>
   <location filename="app/study/reading/sheet_panel.py" />
   <source>Not assessable (N)</source>
   <translation>Nicht beurteilbar (N)</translation>
  </message>
  <message>
   <location filename="app/study/reading/sheet_panel.py" />
   <source>Mark the spot as not assessable, and choose a reason (N)</source>
   <translation>Spot als nicht beurteilbar kennzeichnen und den Grund wählen (N)</translation>
  </message>
  <message>
   <location filename="app/study/reading/sheet_panel.py" />
   <source>Lock (Enter)</source>
   <translation>Abschließen (Enter)</translation>
  </message>
  <message>
   <location filename="app/study/reading/sheet_panel.py" />
   <source>Make this read final (Enter)</source>
   <translation>Diese Befundung endgültig abschließen (Enter)</translation>
  </message>
  <message>
   <location filename="app/study/reading/sheet_panel.py" />
   <source>Reveal the model (R)</source>
   <translation>Modell aufdecken (R)</translation>
  </message>
  <message>
   <location filename="app/study/reading/sheet_panel.py" />
   <source>Show the model's probability; this is logged (R)</source>
   <translation>Wahrscheinlichkeit des Modells zeigen; dies wird protokolliert (R)</translation>
  </message>
  <message>
   <location filename="app/study/reading/sheet_panel.py" />
   <source>Second read (A)</source>
   <translation>Zweite Befundung (A)</translation>
  </message>
  <message>
   <location filename="app/study/reading/sheet_panel.py" />
   <source>Read again with the model; saved separately (A)</source>
   <translation>Mit dem Modell erneut befunden; getrennt gespeichert (A)</translation>
  </message>
  <message>
   <location filename="app/study/reading/sheet_panel.py" />
   <source>Next case (Enter)</source>
   <translation>Nächster Fall (Enter)</translation>
  </message>
  <message>
   <location filename="app/study/reading/sheet_panel.py" />
   <source>Go to the next case that is not locked (Enter)</source>
   <translation>Zum nächsten nicht abgeschlossenen Fall gehen (Enter)</translation>
  </message>
  <message>
   <location filename="app/study/reading/sheet_panel.py" />
   <source>Reason why the spot is not assessable</source>
   <translation>Grund, warum der Spot nicht beurteilbar ist</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Case {number} of {total}</source>
   <translation>Fall {number} von {total}</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>{reader} · round {round} · {locked} locked, {count} to go</source>
   <translation>{reader} · Runde {round} · {locked} abgeschlossen, noch {count}</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Enter: {title} (optional).</source>
   <translation>Enter: {title} (optional).</translation>
  </message>
  <message numerus="yes">
   <location filename="app/study/reading/text.py" />
   <source>All {number} cases are locked</source>
   <translation>
    <numerusform>{number} Fall ist abgeschlossen</numerusform>
    <numerusform>Alle {number} Fälle sind abgeschlossen</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Not assessable ({reason}).</source>
   <translation>Nicht beurteilbar ({reason}).</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Locked. {next}</source>
   <translation>Abgeschlossen. {next}</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Revealed and logged. H: heatmap. {next}</source>
   <translation>Aufgedeckt und protokolliert. H: Heatmap. {next}</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Both reads are locked. H: heatmap. {next}</source>
   <translation>Beide Befundungen sind abgeschlossen. H: Heatmap. {next}</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Paused. Time is not counted. P: resume.</source>
   <translation>Unterbrochen. Es wird keine Zeit gezählt. P: fortsetzen.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>All cases of this round are read. PgUp: back. Esc: leave.</source>
   <translation>Alle Fälle dieser Runde sind befundet. Bild auf: zurück. Esc: verlassen.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Locked. R: reveal the model. {next}</source>
   <translation>Abgeschlossen. R: Modell aufdecken. {next}</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Locked. R (reveal) is not available: {why_hidden}. {next}</source>
   <translation>Abgeschlossen. R (aufdecken) ist nicht verfügbar: {why_hidden}. {next}</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Enter: next case.</source>
   <translation>Enter: nächster Fall.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Enter: finish.</source>
   <translation>Enter: beenden.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Finish (Enter)</source>
   <translation>Beenden (Enter)</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Not assessable. Enter: lock. N: back to the questions.</source>
   <translation>Nicht beurteilbar. Enter: abschließen. N: zurück zu den Fragen.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>{title} has no answer yet. Number keys answer, Down leaves it for later.</source>
   <translation>{title} ist noch nicht beantwortet. Zifferntasten antworten, Pfeil ab: später.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Blinded.</source>
   <translation>Verblindet.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Second read with the model.</source>
   <translation>Zweite Befundung mit dem Modell.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>All is answered. Enter: lock.</source>
   <translation>Alles beantwortet. Enter: abschließen.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Enter: next gap ({title}).</source>
   <translation>Enter: nächste Lücke ({title}).</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>(survival probability {probability}, {qualifier})</source>
   <translation>(Überlebenswahrscheinlichkeit {probability}, {qualifier})</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>5-year survival, {qualifier}{group}</source>
   <translation>5-Jahres-Überleben, {qualifier}{group}</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Reliability: {verdict}{reasons}</source>
   <translation>Verlässlichkeit: {verdict}{reasons}</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Model {model}</source>
   <translation>Modell {model}</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>No reason is chosen yet. Number keys choose it; N: back to the questions.</source>
   <translation>Noch kein Grund gewählt. Zifferntasten wählen ihn; N: zurück zu den Fragen.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Number keys choose the reason. N: back to the questions.</source>
   <translation>Zifferntasten wählen den Grund. N: zurück zu den Fragen.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>{title} has no answer yet. Type it, or leave it for later with Down.</source>
   <translation>{title} ist noch nicht beantwortet. Antwort eingeben, Pfeil ab: später.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Type the answer. Enter waits.</source>
   <translation>Antwort eingeben. Enter wartet.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Number keys answer. Enter waits.</source>
   <translation>Zifferntasten antworten. Enter wartet.</translation>
  </message>
  <message>
   <location filename="app/study/reading/text.py" />
   <source>Reliability: do not use. {reasons} {number}</source>
   <translation>Verlässlichkeit: nicht verwenden. {reasons} {number}</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>Visual risk</source>
   <translation>Risiko nach Augenschein</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>Grade</source>
   <translation>Grad</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>Tumour-stroma ratio: stroma, %</source>
   <translation>Tumor-Stroma-Verhältnis: Stroma, %</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>Lymphocytes</source>
   <translation>Lymphozyten</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>Confidence</source>
   <translation>Sicherheit</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>Remark</source>
   <translation>Bemerkung</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>medium</source>
   <translation>mittel</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>some</source>
   <translation>einige</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>many</source>
   <translation>viele</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>no tumour</source>
   <translation>kein Tumor</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>too little tissue</source>
   <translation>zu wenig Gewebe</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>folded or torn</source>
   <translation>gefaltet oder zerrissen</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>out of focus</source>
   <translation>unscharf</translation>
  </message>
  <message>
   <location filename="app/study/sheet_text.py" />
   <source>badly stained</source>
   <translation>schlecht gefärbt</translation>
  </message>
  <message>
   <location filename="app/study/source_text.py" />
   <source>min</source>
   <translation>Minimum</translation>
  </message>
  <message>
   <location filename="app/study/source_text.py" />
   <source>max</source>
   <translation>Maximum</translation>
  </message>
  <message>
   <location filename="app/study/source_text.py" />
   <source>spots combined by {how} survival probability</source>
   <translation>Spots zusammengefasst: Überlebenswahrscheinlichkeit, {how}</translation>
  </message>
  <message>
   <location filename="app/study/source_text.py" />
   <source>for each reader, the {rule} of the first locked reads of a patient's spots</source>
   <translation>je Befunder, von den ersten abgeschlossenen Befundungen der Spots eines Patienten: {rule}</translation>
  </message>
  <message>
   <location filename="app/study/source_text.py" />
   <source>model {name}</source>
   <translation>Modell {name}</translation>
  </message>
  <message>
   <location filename="app/study/source_text.py" />
   <source>codes: {codes}</source>
   <translation>Codes: {codes}</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>counting</source>
   <translation>wird gezählt</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>reading thumbnails</source>
   <translation>Vorschaubilder werden gelesen</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>reading the clinical sheet</source>
   <translation>klinische Tabelle wird gelesen</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>listing images</source>
   <translation>Bilder werden aufgelistet</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>creating the study</source>
   <translation>Studie wird angelegt</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>finding the image</source>
   <translation>Bild wird gesucht</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>looking for images</source>
   <translation>Bilder werden gesucht</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>importing reads</source>
   <translation>Befundungen werden importiert</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>importing predictions</source>
   <translation>Vorhersagen werden importiert</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>writing tables</source>
   <translation>Tabellen werden geschrieben</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>signing in</source>
   <translation>Anmeldung läuft</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>saving the read</source>
   <translation>Befundung wird gespeichert</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>opening the image</source>
   <translation>Bild wird geöffnet</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>The image of {name} differs from the image with which the study was created.</source>
   <translation>Das Bild von {name} unterscheidet sich von dem Bild, mit dem die Studie angelegt wurde.</translation>
  </message>
  <message>
   <location filename="app/study/tasks.py" />
   <source>Restore the original image.</source>
   <translation>Stellen Sie das ursprüngliche Bild wieder her.</translation>
  </message>
  <message>
   <location filename="app/study/view_switch.py" />
   <source>Comparison</source>
   <translation>Vergleich</translation>
  </message>
  <message>
   <location filename="app/study/view_switch.py" />
   <source>Cases</source>
   <translation>Fälle</translation>
  </message>
  <message>
   <location filename="app/study/view_switch.py" />
   <source>Table</source>
   <translation>Tabelle</translation>
  </message>
  <message>
   <location filename="app/ui/allowed_settings.py" />
   <source>{key} is {value} (allowed: {allowed})</source>
   <translation>{key} ist {value} (zulässig: {allowed})</translation>
  </message>
  <message>
   <location filename="app/ui/allowed_settings.py" />
   <source>a number from 0.00 to 1.00</source>
   <translation>eine Zahl von 0.00 bis 1.00</translation>
  </message>
  <message>
   <location filename="app/ui/allowed_settings.py" />
   <source>{names}, one in each line</source>
   <translation>{names}, je eines pro Zeile</translation>
  </message>
  <message>
   <location filename="app/ui/help_button.py" />
   <source>Help: {subject}</source>
   <translation>Hilfe: {subject}</translation>
  </message>
  <message>
   <location filename="app/ui/help_button.py" />
   <source>Help on this</source>
   <translation>Hilfe dazu</translation>
  </message>
  <message>
   <location filename="app/ui/help_button.py" />
   <source>What does this mean? Help: {subject}</source>
   <translation>Was bedeutet das? Hilfe: {subject}</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>Something unexpected happened ({name}). You can continue to work.</source>
   <translation>Etwas Unerwartetes ist geschehen ({name}). Sie können weiterarbeiten.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>The details are in {log_file}.</source>
   <translation>Einzelheiten stehen in {log_file}.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>System error: {strerror}{place}.</source>
   <translation>Systemfehler: {strerror}{place}.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>Try again.</source>
   <translation>Versuchen Sie es erneut.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>There is not enough memory.</source>
   <translation>Der Arbeitsspeicher reicht nicht aus.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>Close other programs, or open a smaller image.</source>
   <translation>Schließen Sie andere Programme, oder öffnen Sie ein kleineres Bild.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>The graphics card ran out of memory.</source>
   <translation>Der Speicher der Grafikkarte reicht nicht aus.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>Close other programs that use the graphics card, or choose CPU in the menu beside Analyse.</source>
   <translation>Schließen Sie andere Programme, die die Grafikkarte verwenden, oder wählen Sie CPU im Menü neben „Analysieren“.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>A part of the program cannot be loaded: {error}.</source>
   <translation>Ein Teil des Programms kann nicht geladen werden: {error}.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>Run histocast doctor to see what is installed, or install the program again.</source>
   <translation>Rufen Sie histocast doctor auf, um zu sehen, was installiert ist, oder installieren Sie das Programm neu.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>; and {more} more</source>
   <translation>; und {more} weitere</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>The disk is full{place}.</source>
   <translation>Der Datenträger ist voll{place}.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>Free some space and try again.</source>
   <translation>Schaffen Sie Platz, und versuchen Sie es erneut.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>The operating system does not permit access{place}.</source>
   <translation>Das Betriebssystem erlaubt den Zugriff nicht{place}.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>Choose another folder, or ask the administrator for access.</source>
   <translation>Wählen Sie einen anderen Ordner, oder bitten Sie den Administrator um Zugriff.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>A file is missing{place}.</source>
   <translation>Eine Datei fehlt{place}.</translation>
  </message>
  <message>
   <location filename="app/ui/messages.py" />
   <source>Check the name of the file, and that the drive is connected.</source>
   <translation>Prüfen Sie den Namen der Datei, und ob das Laufwerk verbunden ist.</translation>
  </message>
  <message>
   <location filename="app/ui/nothing_found.py" />
   <source>Clear the search</source>
   <translation>Suche leeren</translation>
  </message>
  <message>
   <location filename="app/ui/notice_label.py" />
   <source>Information</source>
   <translation>Hinweis</translation>
  </message>
  <message>
   <location filename="app/ui/notice_label.py" />
   <source>Done</source>
   <translation>Fertig</translation>
  </message>
  <message>
   <location filename="app/ui/notice_label.py" />
   <source>Caution</source>
   <translation>Vorsicht</translation>
  </message>
  <message>
   <location filename="app/ui/notice_label.py" />
   <source>Error</source>
   <translation>Fehler</translation>
  </message>
  <message>
   <location filename="app/ui/save_dialog.py" />
   <source>{name} exists already. Replace it?</source>
   <translation>{name} ist bereits vorhanden. Datei ersetzen?</translation>
  </message>
  <message>
   <location filename="app/ui/save_dialog.py" />
   <source>Replace the file</source>
   <translation>Datei ersetzen</translation>
  </message>
  <message>
   <location filename="app/ui/save_dialog.py" />
   <source>Replace</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <location filename="app/ui/settings.py" />
   <source>{name} has values that cannot be used: {wrong}.</source>
   <translation>{name} enthält Werte, die nicht verwendet werden können: {wrong}.</translation>
  </message>
  <message>
   <location filename="app/ui/settings.py" />
   <source>{name} holds no settings.</source>
   <translation>{name} enthält keine Einstellungen.</translation>
  </message>
  <message>
   <location filename="app/ui/settings.py" />
   <source>Choose a file that the settings dialog exported.</source>
   <translation>Wählen Sie eine Datei, die der Einstellungsdialog exportiert hat.</translation>
  </message>
  <message>
   <location filename="app/ui/settings.py" />
   <source>Correct these values in the file, or export the settings again.</source>
   <translation>Berichtigen Sie diese Werte in der Datei, oder exportieren Sie die Einstellungen erneut.</translation>
  </message>
  <message>
   <location filename="app/ui/sorting.py" />
   <source>{title}, sorted, ascending</source>
   <translation>{title}, aufsteigend sortiert</translation>
  </message>
  <message>
   <location filename="app/ui/sorting.py" />
   <source>{title}, sorted, descending</source>
   <translation>{title}, absteigend sortiert</translation>
  </message>
  <message>
   <location filename="app/viewer/analysis_queue.py" />
   <source>looking for a queue</source>
   <translation>Warteschlange wird gesucht</translation>
  </message>
  <message>
   <location filename="app/viewer/analysis_queue.py" />
   <source>listing spots</source>
   <translation>Spots werden aufgelistet</translation>
  </message>
  <message>
   <location filename="app/viewer/analysis_queue.py" />
   <source>saving the queue</source>
   <translation>Warteschlange wird gespeichert</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas.py" />
   <source>Canvas</source>
   <translation>Bildfläche</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>No image is open.</source>
   <translation>Kein Bild ist geöffnet.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Rows, columns and parts are those of the upright image.</source>
   <translation>Zeilen, Spalten und Teile sind die des aufrechten Bildes.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Arrow keys select a tile. Plus and minus zoom, Ctrl and Shift with an arrow key move the view, Ctrl with an arrow key moves the analysis region.</source>
   <translation>Pfeiltasten wählen eine Kachel aus. Plus und Minus zoomen, Strg und Umschalt mit einer Pfeiltaste verschieben die Ansicht, Strg mit einer Pfeiltaste verschiebt den Analysebereich.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Added length:</source>
   <translation>Hinzugefügte Länge:</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Added area:</source>
   <translation>Hinzugefügte Fläche:</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Added outline:</source>
   <translation>Hinzugefügter Umriss:</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Added note:</source>
   <translation>Hinzugefügte Notiz:</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Not analysed yet.</source>
   <translation>Noch nicht analysiert.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Its saved result stands in the result panel.</source>
   <translation>Das gespeicherte Ergebnis steht im Ergebnisbereich.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Image {name}, {width} × {height} px, {scale}.</source>
   <translation>Bild {name}, {width} × {height} px, {scale}.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Map: {title}.</source>
   <translation>Karte: {title}.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Cross: {x} from the left, {y} from the top.</source>
   <translation>Kreuz: {x} von links, {y} von oben.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>{number} measurements and notes on this image.</source>
   <translation>
    <numerusform>{number} Messung oder Notiz zu diesem Bild.</numerusform>
    <numerusform>{number} Messungen und Notizen zu diesem Bild.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Microarray with {number} cores, {missing} missing.</source>
   <translation>
    <numerusform>Mikroarray mit {number} Stanze, {missing} fehlend.</numerusform>
    <numerusform>Mikroarray mit {number} Stanzen, {missing} fehlend.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>{number} cores have a probability of 5-year survival: lowest {lowest} ({core}), highest {highest} ({other}), median {median}, {qualifier}.</source>
   <translation>
    <numerusform>{number} Stanze hat eine Wahrscheinlichkeit des 5-Jahres-Überlebens: niedrigste {lowest} ({core}), höchste {highest} ({other}), Median {median}, {qualifier}.</numerusform>
    <numerusform>{number} Stanzen haben eine Wahrscheinlichkeit des 5-Jahres-Überlebens: niedrigste {lowest} ({core}), höchste {highest} ({other}), Median {median}, {qualifier}.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Selected tile: {place}{value}.</source>
   <translation>Ausgewählte Kachel: {place}{value}.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>{mpp:.4g} µm/px</source>
   <translation>{mpp:.4g} µm/px</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>pixel size unknown</source>
   <translation>Pixelgröße unbekannt</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>The map is switched off.</source>
   <translation>Die Karte ist ausgeblendet.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>The view is upright.</source>
   <translation>Die Ansicht ist aufrecht.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>The analysis is running.</source>
   <translation>Die Analyse läuft.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>The search for cores is running.</source>
   <translation>Die Suche nach Stanzen läuft.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Opening {name}.</source>
   <translation>{name} wird geöffnet.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>The analysis has stopped without a result.</source>
   <translation>Die Analyse wurde ohne Ergebnis beendet.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Selected core: {label}.</source>
   <translation>Ausgewählte Stanze: {label}.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>{number} corners are set.</source>
   <translation>
    <numerusform>{number} Ecke ist gesetzt.</numerusform>
    <numerusform>{number} Ecken sind gesetzt.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>{name} is open. {result}</source>
   <translation>{name} ist geöffnet. {result}</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Length: {length}.</source>
   <translation>Länge: {length}.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/canvas_text.py" />
   <source>Measurements and notes are hidden; V shows them.</source>
   <translation>Messungen und Notizen sind ausgeblendet; V zeigt sie.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/colour_bar.py" />
   <source>Map of {core}: {title}</source>
   <translation>Karte von {core}: {title}</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/colour_bar.py" />
   <source>Cores: probability of 5-year survival</source>
   <translation>Stanzen: Wahrscheinlichkeit des 5-Jahres-Überlebens</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/colour_bar.py" />
   <source>filled circles, the same for all arrays</source>
   <translation>gefüllte Kreise, gleich für alle Mikroarrays</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/colour_bar.py" />
   <source>fixed range, the same for all spots</source>
   <translation>fester Bereich, für alle Spots gleich</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/colour_bar.py" />
   <source>range of this spot</source>
   <translation>Bereich dieses Spots</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/colour_bar.py" />
   <source>Probability of cores</source>
   <translation>Wahrscheinlichkeit je Stanze</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/colour_bar.py" />
   <source>Colour bar: {title}, from {low} over {middle} to {high}; {note}</source>
   <translation>Farbskala: {title}, von {low} über {middle} bis {high}; {note}</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/curve.py" />
   <source>Shown after the first tiles have been analysed.</source>
   <translation>Erscheint, sobald die ersten Kacheln analysiert sind.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/curve.py" />
   <source>threshold {probability}</source>
   <translation>Schwelle {probability}</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/curve_text.py" />
   <source>starts at {first}, lowest {low} at step {low_step}, highest {high} at step {high_step}, ends at {last}</source>
   <translation>beginnt bei {first}, am niedrigsten {low} bei Schritt {low_step}, am höchsten {high} bei Schritt {high_step}, endet bei {last}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/viewer/canvas/curve_text.py" />
   <source>It crosses the threshold, {limit}, {number} times.</source>
   <translation>
    <numerusform>Sie kreuzt die Schwelle, {limit}, {number}-mal.</numerusform>
    <numerusform>Sie kreuzt die Schwelle, {limit}, {number}-mal.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/viewer/canvas/curve_text.py" />
   <source>{number} steps</source>
   <translation>
    <numerusform>{number} Schritt</numerusform>
    <numerusform>{number} Schritte</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/curve_text.py" />
   <source>Running probability over {steps}: {course}.</source>
   <translation>Laufende Wahrscheinlichkeit über {steps}: {course}.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/curve_text.py" />
   <source>The curves of {orders} tile orders end between {low} and {high}.</source>
   <translation>Die Kurven von {orders} Kachelreihenfolgen enden zwischen {low} und {high}.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/curve_text.py" />
   <source>In {order} order alone: {course}.</source>
   <translation>Nur in der Reihenfolge {order}: {course}.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/empty_state.py" />
   <source>waiting</source>
   <translation>wartet</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/empty_state.py" />
   <source>Opening {name} …</source>
   <translation>{name} wird geöffnet …</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/empty_state.py" />
   <source>{stage}; Esc stops</source>
   <translation>{stage}; Esc hält an</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/footer.py" />
   <source>Research use only</source>
   <translation>Nur für Forschungszwecke</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/footer.py" />
   <source>DEMO MODEL</source>
   <translation>DEMO-MODELL</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/footer.py" />
   <source>computed {precision} ({arithmetic})</source>
   <translation>{precision} berechnet ({arithmetic})</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/memory_curve.py" />
   <source>Memory of the network by step</source>
   <translation>Gedächtnis des Netzes nach Schritt</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/memory_curve.py" />
   <source>Layer {number}: |dlogit/dh| {course}.</source>
   <translation>Schicht {number}: |dlogit/dh| {course}.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/memory_curve.py" />
   <source>layer {number}</source>
   <translation>Schicht {number}</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/minimap.py" />
   <source>Overview</source>
   <translation>Übersicht</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/minimap.py" />
   <source>The whole image with the visible part outlined; a click moves the view there.</source>
   <translation>Das ganze Bild mit dem Umriss des sichtbaren Teils; ein Klick bewegt die Ansicht dorthin.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/minimap.py" />
   <source>adjusted</source>
   <translation>angepasst</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/page_caption.py" />
   <source>Probability of 5-year survival {number} ({qualifier}), reliability {level}</source>
   <translation>Wahrscheinlichkeit des 5-Jahres-Überlebens {number} ({qualifier}), Verlässlichkeit {level}</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/page_caption.py" />
   <source>Model {name} {version}{demo}, precision {precision}</source>
   <translation>Modell {name} {version}{demo}, Genauigkeit {precision}</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/page_caption.py" />
   <source>The result is not to be used</source>
   <translation>Das Ergebnis ist nicht zu verwenden</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/page_caption.py" />
   <source>{mpp:.4g} µm per pixel</source>
   <translation>{mpp:.4g} µm je Pixel</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/page_caption.py" />
   <source>Analysis region {size}</source>
   <translation>Analysebereich {size}</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/page_caption.py" />
   <source>Map: {title}</source>
   <translation>Karte: {title}</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/page_caption.py" />
   <source>Cores filled by their probability of 5-year survival, 0 (orange) to 1 (teal)</source>
   <translation>Stanzen gefüllt nach ihrer Wahrscheinlichkeit des 5-Jahres-Überlebens, 0 (Orange) bis 1 (Petrol)</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/page_caption.py" />
   <source>Analysis not finished: {done} of {tiles} tiles</source>
   <translation>Analyse nicht abgeschlossen: {done} von {tiles} Kacheln</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/page_caption.py" />
   <source>, demo model</source>
   <translation>, Demo-Modell</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/page_parts.py" />
   <source>A figure of {width:g} mm at {dpi} dpi cannot be drawn.</source>
   <translation>Eine Abbildung von {width:g} mm mit {dpi} dpi kann nicht gezeichnet werden.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/page_parts.py" />
   <source>Choose a width of {narrowest} to {widest} mm and a resolution of {coarsest} to {finest} dpi.</source>
   <translation>Wählen Sie eine Breite von {narrowest} bis {widest} mm und eine Auflösung von {coarsest} bis {finest} dpi.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/pictures.py" />
   <source>the view</source>
   <translation>die Ansicht</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/pictures.py" />
   <source>Choose another folder, or make room on the disk.</source>
   <translation>Wählen Sie einen anderen Ordner, oder schaffen Sie Platz auf dem Datenträger.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/pictures.py" />
   <source>{path} could not be written.</source>
   <translation>{path} konnte nicht geschrieben werden.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/pictures.py" />
   <source>Saved as {path}.</source>
   <translation>Gespeichert als {path}.</translation>
  </message>
  <message numerus="yes">
   <location filename="app/viewer/canvas/pictures.py" />
   <source>The picture was made, but {number} parts of it could not be read and look blurred.</source>
   <translation>
    <numerusform>Das Bild wurde erstellt, aber {number} Teil davon konnte nicht gelesen werden und ist unscharf.</numerusform>
    <numerusform>Das Bild wurde erstellt, aber {number} Teile davon konnten nicht gelesen werden und sind unscharf.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/pictures.py" />
   <source>Check that the disk with the slide is connected.</source>
   <translation>Prüfen Sie, ob der Datenträger mit dem Schnitt verbunden ist.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/pictures.py" />
   <source>Open the image again and save once more.</source>
   <translation>Öffnen Sie das Bild wieder, und speichern Sie erneut.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/pictures.py" />
   <source>Another image was opened: {name} was not saved.</source>
   <translation>Ein anderes Bild wurde geöffnet: {name} wurde nicht gespeichert.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/pictures.py" />
   <source>Stopped: {name} was not saved.</source>
   <translation>Angehalten: {name} wurde nicht gespeichert.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/progress_line.py" />
   <source>Progress: {stage}{counted}</source>
   <translation>Fortschritt: {stage}{counted}</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/publication.py" />
   <source>A figure of {width} mm has no room for the picture beside the legend or the overview.</source>
   <translation>Eine Abbildung von {width} mm hat neben der Legende oder der Übersicht keinen Platz für das Bild.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/publication.py" />
   <source>Choose a width of at least {width} mm, or leave out the legend and the overview.</source>
   <translation>Wählen Sie eine Breite von mindestens {width} mm, oder lassen Sie Legende und Übersicht weg.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/publication.py" />
   <source>The figure has too many pixels.</source>
   <translation>Die Abbildung hat zu viele Pixel.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/publication.py" />
   <source>Choose fewer dpi or a smaller width.</source>
   <translation>Wählen Sie weniger dpi oder eine kleinere Breite.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/running_plot.py" />
   <source>A click selects the tile that was analysed at that step.</source>
   <translation>Ein Klick wählt die Kachel aus, die bei diesem Schritt analysiert wurde.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/running_plot.py" />
   <source>Running probability</source>
   <translation>Laufende Wahrscheinlichkeit</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/running_plot.py" />
   <source>the curve</source>
   <translation>die Kurve</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/running_text.py" />
   <source>Survival probability if the analysis stopped at each tile</source>
   <translation>Überlebenswahrscheinlichkeit, wenn die Analyse bei der jeweiligen Kachel endete</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/running_text.py" />
   <source>Not a tile's contribution</source>
   <translation>Nicht der Beitrag einer Kachel</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/running_text.py" />
   <source>So far only the {order} order, in which the tiles arrive, is drawn; the answer will be the mean over {orders} other tile orders.</source>
   <translation>Bisher ist nur die Reihenfolge {order} gezeichnet, in der die Kacheln eintreffen; die Antwort wird das Mittel über {orders} andere Kachelreihenfolgen.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/running_text.py" />
   <source>Hidden states, gates and playback show one pass in {order} order; the probability is the mean over other tile orders.</source>
   <translation>Verborgene Zustände, Gates und Wiedergabe zeigen einen Durchlauf in der Reihenfolge {order}; die Wahrscheinlichkeit ist das Mittel über andere Kachelreihenfolgen.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/running_text.py" />
   <source>step {step} of {steps}</source>
   <translation>Schritt {step} von {steps}</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/running_text.py" />
   <source>this order alone</source>
   <translation>diese Reihenfolge allein</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/running_text.py" />
   <source>p so far</source>
   <translation>p bisher</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/scale_bar.py" />
   <source>{length:g} mm</source>
   <translation>{length:g} mm</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/scale_bar.py" />
   <source>{length:g} µm</source>
   <translation>{length:g} µm</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/scale_bar.py" />
   <source>{pixels:.0f} px</source>
   <translation>{pixels:.0f} px</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/scale_bar.py" />
   <source>Scale bar: {label}</source>
   <translation>Maßstab: {label}</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/side_view.py" />
   <source>Linked</source>
   <translation>Verknüpft</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/side_view.py" />
   <source>Not linked</source>
   <translation>Nicht verknüpft</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/side_view.py" />
   <source>Pan and zoom together with the analysed image</source>
   <translation>Gemeinsam mit dem analysierten Bild verschieben und zoomen</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/side_view.py" />
   <source>Close this image</source>
   <translation>Dieses Bild schließen</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/side_view.py" />
   <source>Close {name}</source>
   <translation>{name} schließen</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/side_view.py" />
   <source>Beside: {name}</source>
   <translation>Daneben: {name}</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/start_page.py" />
   <source>Or drop a file or a folder here. JPEG, PNG, TIFF; whole slides (SVS, NDPI, MRXS and others) and DICOM. Images are only read, never changed. Research use only.</source>
   <translation>Oder ziehen Sie eine Datei oder einen Ordner hierher. JPEG, PNG, TIFF; ganze Schnitte (SVS, NDPI, MRXS und andere) und DICOM. Bilder werden nur gelesen, nie verändert. Nur für Forschungszwecke.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/start_page.py" />
   <source>Open an image or slide …</source>
   <translation>Bild oder Schnitt öffnen …</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/start_page.py" />
   <source>A spot, or a whole slide. Ctrl+O</source>
   <translation>Ein Spot oder ein ganzer Schnitt. Strg+O</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/start_page.py" />
   <source>Open a microarray …</source>
   <translation>Mikroarray öffnen …</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/start_page.py" />
   <source>The cores are found, named and analysed</source>
   <translation>Die Stanzen werden gefunden, benannt und analysiert</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/start_page.py" />
   <source>Open a study …</source>
   <translation>Studie öffnen …</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/start_page.py" />
   <source>Blinded reads, predictions, comparison</source>
   <translation>Verblindete Befundungen, Vorhersagen, Vergleich</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/start_page.py" />
   <source>Open the sample spot</source>
   <translation>Beispielspot öffnen</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/start_page.py" />
   <source>Make a study</source>
   <translation>Studie anlegen</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/start_page.py" />
   <source>Take the tour: five steps</source>
   <translation>Rundgang: fünf Schritte</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/start_page.py" />
   <source>Recent files</source>
   <translation>Zuletzt geöffnete Dateien</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/start_page.py" />
   <source>Start page: no image is open</source>
   <translation>Startseite: kein Bild ist geöffnet</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/start_page.py" />
   <source>Open {name} again</source>
   <translation>{name} wieder öffnen</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/state_image.py" />
   <source>{units} over {steps}; unit {unit}, r {r}: {course}.</source>
   <translation>{units} über {steps}; Einheit {unit}, r {r}: {course}.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/state_image.py" />
   <source>States by step and unit</source>
   <translation>Zustände nach Schritt und Einheit</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/state_image.py" />
   <source>step 1</source>
   <translation>Schritt 1</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/state_image.py" />
   <source>unknown</source>
   <translation>unbekannt</translation>
  </message>
  <message numerus="yes">
   <location filename="app/viewer/canvas/state_image.py" />
   <source>{number} units</source>
   <translation>
    <numerusform>{number} Einheit</numerusform>
    <numerusform>{number} Einheiten</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/step_bar.py" />
   <source>Play the analysis back (P)</source>
   <translation>Analyse wiedergeben (P)</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/step_bar.py" />
   <source>Play the analysis back</source>
   <translation>Analyse wiedergeben</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/step_bar.py" />
   <source>Step of the analysis</source>
   <translation>Schritt der Analyse</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/tile_feed.py" />
   <source>reading for the screen</source>
   <translation>für den Bildschirm wird gelesen</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/tile_reading.py" />
   <source>Check that the disk or network drive of the image is connected, then open the image again.</source>
   <translation>Prüfen Sie, ob der Datenträger oder das Netzlaufwerk des Bildes verbunden ist, und öffnen Sie das Bild dann erneut.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/tile_reading.py" />
   <source>{name} cannot be read in full.</source>
   <translation>{name} kann nicht vollständig gelesen werden.</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/view.py" />
   <source>Tissue</source>
   <translation>Gewebe</translation>
  </message>
  <message>
   <location filename="app/viewer/canvas/view.py" />
   <source>The image. Plus and minus zoom, Ctrl and Shift with an arrow key move the view.</source>
   <translation>Das Bild. Plus und Minus zoomen, Strg und Umschalt mit einer Pfeiltaste verschieben die Ansicht.</translation>
  </message>
  <message>
   <location filename="app/viewer/controller.py" />
   <source>loading the plot</source>
   <translation>Diagramm wird geladen</translation>
  </message>
  <message>
   <location filename="app/viewer/cores.py" />
   <source>Type a name in the panel at the right and press Enter.</source>
   <translation>Geben Sie rechts im Feld einen Namen ein, und drücken Sie Enter.</translation>
  </message>
  <message>
   <location filename="app/viewer/cores.py" />
   <source>The program found no free core name for this place.</source>
   <translation>Das Programm hat für diese Stelle keinen freien Stanzennamen gefunden.</translation>
  </message>
  <message>
   <location filename="app/viewer/cores.py" />
   <source>cores</source>
   <translation>Stanzen</translation>
  </message>
  <message>
   <location filename="app/viewer/cores.py" />
   <source>The cores were changed in another window of the program.</source>
   <translation>Die Stanzen wurden in einem anderen Fenster des Programms geändert.</translation>
  </message>
  <message>
   <location filename="app/viewer/cores.py" />
   <source>Open the slide again.</source>
   <translation>Öffnen Sie den Schnitt erneut.</translation>
  </message>
  <message>
   <location filename="app/viewer/cores.py" />
   <source>{name} was read.</source>
   <translation>{name} wurde gelesen.</translation>
  </message>
  <message>
   <location filename="app/viewer/mark_controller.py" />
   <source>writing the measurements</source>
   <translation>Messungen werden geschrieben</translation>
  </message>
  <message>
   <location filename="app/viewer/mark_controller.py" />
   <source>saving the measurements</source>
   <translation>Messungen werden gespeichert</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>looking for the model</source>
   <translation>Modell wird gesucht</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>loading torch</source>
   <translation>torch wird geladen</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>looking for devices</source>
   <translation>Geräte werden gesucht</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>loading the model</source>
   <translation>Modell wird geladen</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>testing the program</source>
   <translation>Programm wird geprüft</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>loading the saved result</source>
   <translation>gespeichertes Ergebnis wird geladen</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>analysing ahead</source>
   <translation>im Voraus wird analysiert</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>making room</source>
   <translation>Platz wird geschaffen</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>getting ready to explain</source>
   <translation>Erklärung wird vorbereitet</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>explaining</source>
   <translation>wird erklärt</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>looking at gates</source>
   <translation>Gates werden betrachtet</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>laying glass</source>
   <translation>Glas wird aufgelegt</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>drawing the heatmap</source>
   <translation>Heatmap wird gezeichnet</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>writing result files</source>
   <translation>Ergebnisdateien werden geschrieben</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>loading colours</source>
   <translation>Farben werden geladen</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>{bundle} has changed since the spots were added to the queue: it is another model now.</source>
   <translation>{bundle} hat sich geändert, seit die Spots in die Warteschlange kamen: Es ist jetzt ein anderes Modell.</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>Remove these spots from the queue and add them again, or restore the model file.</source>
   <translation>Entfernen Sie diese Spots aus der Warteschlange und nehmen Sie sie neu auf, oder stellen Sie die Modelldatei wieder her.</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>The folder {folder} could not be made ({strerror}).</source>
   <translation>Der Ordner {folder} konnte nicht angelegt werden ({strerror}).</translation>
  </message>
  <message>
   <location filename="app/viewer/network_tasks.py" />
   <source>Choose another folder.</source>
   <translation>Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/heat.py" />
   <source>{title}, unit {unit}, layer {layer}</source>
   <translation>{title}, Einheit {unit}, Schicht {layer}</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/heat.py" />
   <source>{title}, layer {layer}</source>
   <translation>{title}, Schicht {layer}</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/heat.py" />
   <source>{title}, greyed: no agreement</source>
   <translation>{title}, ausgegraut: keine Übereinstimmung</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>No map is drawn yet.</source>
   <translation>Es ist noch keine Karte gezeichnet.</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>No map is drawn, because the result is not to be used.</source>
   <translation>Es wird keine Karte gezeichnet, weil das Ergebnis nicht zu verwenden ist.</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>The map is switched off; H switches it on.</source>
   <translation>Die Karte ist ausgeblendet; H blendet sie ein.</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>Map: {title}, in {measure}.</source>
   <translation>Karte: {title} ({measure}).</translation>
  </message>
  <message numerus="yes">
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>{known} of {number} tiles have a value: highest {highest}, lowest {lowest}, median {median}.</source>
   <translation>
    <numerusform>{known} von {number} Kachel hat einen Wert: höchster {highest}, niedrigster {lowest}, Median {median}.</numerusform>
    <numerusform>{known} von {number} Kacheln haben einen Wert: höchster {highest}, niedrigster {lowest}, Median {median}.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>Mean by part: {parts}.</source>
   <translation>Mittelwerte der Teile: {parts}.</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>top left</source>
   <translation>oben links</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>top</source>
   <translation>oben</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>top right</source>
   <translation>oben rechts</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>left</source>
   <translation>links</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>centre</source>
   <translation>Mitte</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>right</source>
   <translation>rechts</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>bottom left</source>
   <translation>unten links</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>bottom</source>
   <translation>unten</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>bottom right</source>
   <translation>unten rechts</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>{value} at {place}</source>
   <translation>{value} in {place}</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>no value</source>
   <translation>kein Wert</translation>
  </message>
  <message numerus="yes">
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>{number} tiles are above the limit.</source>
   <translation>
    <numerusform>{number} Kachel liegt über der Grenze.</numerusform>
    <numerusform>{number} Kacheln liegen über der Grenze.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>{number} tiles</source>
   <translation>
    <numerusform>{number} Kachel</numerusform>
    <numerusform>{number} Kacheln</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/map_alternative.py" />
   <source>No tile has a value.</source>
   <translation>Keine Kachel hat einen Wert.</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/occluded_tiles.py" />
   <source>without {tiles}: {number} (change {change} points), {calibration}</source>
   <translation>ohne {tiles}: {number} (Änderung {change} Punkte), {calibration}</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/occluded_tiles.py" />
   <source>computing without these tiles …</source>
   <translation>ohne diese Kacheln wird berechnet …</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/occluded_tiles.py" />
   <source>none of these tiles was analysed: nothing changes</source>
   <translation>keine dieser Kacheln wurde analysiert: nichts ändert sich</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/region_outline.py" />
   <source>{width:.0f} × {height:.0f} µm</source>
   <translation>{width:.0f} × {height:.0f} µm</translation>
  </message>
  <message>
   <location filename="app/viewer/overlays/region_outline.py" />
   <source>{width:.0f} × {height:.0f} px, pixel size unknown</source>
   <translation>{width:.0f} × {height:.0f} px, Pixelgröße unbekannt</translation>
  </message>
  <message>
   <location filename="app/viewer/queue_tasks.py" />
   <source>preparing the queue</source>
   <translation>Warteschlange wird vorbereitet</translation>
  </message>
  <message>
   <location filename="app/viewer/queue_tasks.py" />
   <source>This spot was set aside, because two worker processes ended while they analysed it.</source>
   <translation>Dieser Spot wurde zurückgestellt, weil zwei Arbeitsprozesse bei seiner Analyse endeten.</translation>
  </message>
  <message>
   <location filename="app/viewer/queue_tasks.py" />
   <source>preparing the spot</source>
   <translation>Spot wird vorbereitet</translation>
  </message>
  <message>
   <location filename="app/viewer/queue_tasks.py" />
   <source>Open its image, and analyse it by itself.</source>
   <translation>Öffnen Sie sein Bild, und analysieren Sie es einzeln.</translation>
  </message>
  <message>
   <location filename="app/viewer/region_controller.py" />
   <source>Done before with this model and precision: {done} of {all} {what}.</source>
   <translation>Mit diesem Modell und dieser Genauigkeit schon analysiert: {done} ({what} insgesamt: {all}).</translation>
  </message>
  <message>
   <location filename="app/viewer/region_controller.py" />
   <source>Existing results are kept and not computed again.</source>
   <translation>Vorhandene Ergebnisse bleiben erhalten und werden nicht neu berechnet.</translation>
  </message>
  <message>
   <location filename="app/viewer/result_files.py" />
   <source>Stopped: no result files of {name} were written.</source>
   <translation>Angehalten: Keine Ergebnisdateien von {name} wurden geschrieben.</translation>
  </message>
  <message>
   <location filename="app/viewer/result_files.py" />
   <source>{done} of {total}</source>
   <translation>{done} von {total}</translation>
  </message>
  <message>
   <location filename="app/viewer/result_files.py" />
   <source>Stopped: {done} result files of {name} were written.</source>
   <translation>Angehalten: {done} Ergebnisdateien von {name} geschrieben.</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>opening</source>
   <translation>wird geöffnet</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>preparing to open images</source>
   <translation>Öffnen von Bildern wird vorbereitet</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>closing</source>
   <translation>wird geschlossen</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>listing the files of the image</source>
   <translation>Dateien des Bildes werden aufgelistet</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>saving the pixel size</source>
   <translation>Pixelgröße wird gespeichert</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>reading the feature file</source>
   <translation>Merkmalsdatei wird gelesen</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>saving the analysis regions</source>
   <translation>Analysebereiche werden gespeichert</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>finding cores</source>
   <translation>Stanzen werden gesucht</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>looking at the overview</source>
   <translation>Übersicht wird betrachtet</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>saving the cores</source>
   <translation>Stanzen werden gespeichert</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>reading the core map</source>
   <translation>Stanzenplan wird gelesen</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>reading cores and annotations</source>
   <translation>Stanzen und Annotationen werden gelesen</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>writing the cores</source>
   <translation>Stanzen werden geschrieben</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>reading the tile</source>
   <translation>Kachel wird gelesen</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>reading a thumbnail</source>
   <translation>Vorschaubild wird gelesen</translation>
  </message>
  <message>
   <location filename="app/viewer/slide_tasks.py" />
   <source>reading tiles</source>
   <translation>Kacheln werden gelesen</translation>
  </message>
  <message>
   <location filename="app/window/help_page.py" />
   <source>Help page</source>
   <translation>Hilfeseite</translation>
  </message>
  <message>
   <location filename="app/window/help_window.py" />
   <source>No section has all these words.</source>
   <translation>Kein Abschnitt enthält alle diese Wörter.</translation>
  </message>
  <message>
   <location filename="app/window/help_window.py" />
   <source>Help - Histocast</source>
   <translation>Hilfe – Histocast</translation>
  </message>
  <message>
   <location filename="app/window/help_window.py" />
   <source>Search the help</source>
   <translation>Hilfe durchsuchen</translation>
  </message>
  <message>
   <location filename="app/window/help_window.py" />
   <source>Contents of the help</source>
   <translation>Inhalt der Hilfe</translation>
  </message>
  <message>
   <location filename="app/window/help_window.py" />
   <source>Contents</source>
   <translation>Inhalt</translation>
  </message>
  <message>
   <location filename="app/window/help_window.py" />
   <source>{title} - Help - Histocast</source>
   <translation>{title} – Hilfe – Histocast</translation>
  </message>
  <message>
   <location filename="app/window/help_window.py" />
   <source>Forward</source>
   <translation>Vorwärts</translation>
  </message>
  <message>
   <location filename="app/window/help_window.py" />
   <source>The help pages are in English.</source>
   <translation>Die Hilfeseiten sind auf Englisch.</translation>
  </message>
  <message>
   <location filename="app/window/main_window.py" />
   <source>Core</source>
   <translation>Stanze</translation>
  </message>
  <message>
   <location filename="app/window/main_window.py" />
   <source>Saved region</source>
   <translation>Gespeicherter Bereich</translation>
  </message>
  <message>
   <location filename="app/window/main_window.py" />
   <source>{name} - Histocast</source>
   <translation>{name} – Histocast</translation>
  </message>
  <message>
   <location filename="app/window/main_window.py" />
   <source>Add a note here …</source>
   <translation>Hier eine Notiz hinzufügen …</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced.py" />
   <source>Advanced</source>
   <translation>Erweitert</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced.py" />
   <source>Inside the network</source>
   <translation>Im Inneren des Netzes</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced.py" />
   <source>Closed.</source>
   <translation>Eingeklappt.</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>not pooled</source>
   <translation>nicht gepoolt</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>Tile, |h| of layer {number}</source>
   <translation>Kachel, |h| der Schicht {number}</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>Tile, {title}</source>
   <translation>Kachel, {title}</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>, {order} order alone</source>
   <translation>, nur Reihenfolge {order}</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>Log odds of survival</source>
   <translation>Log-Odds des Überlebens</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>Features</source>
   <translation>Merkmale</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>Why this device</source>
   <translation>Warum dieses Gerät</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>Tile, index in files</source>
   <translation>Kachel, Index in Dateien</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>{index} (from 0)</source>
   <translation>{index} (ab 0)</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>Running probability{order}</source>
   <translation>Laufende Wahrscheinlichkeit{order}</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>Tile orders</source>
   <translation>Reihenfolgen der Kacheln</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>from a file: {text}</source>
   <translation>aus einer Datei: {text}</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <location filename="app/window/panels/advanced_text.py" />
   <source>{value:+.4f} log odds</source>
   <translation>{value:+.4f} Log-Odds</translation>
  </message>
  <message>
   <location filename="app/window/panels/cases.py" />
   <source>analysing</source>
   <translation>wird analysiert</translation>
  </message>
  <message>
   <location filename="app/window/panels/cases.py" />
   <source>ready</source>
   <translation>bereit</translation>
  </message>
  <message>
   <location filename="app/window/panels/cases.py" />
   <source>preparing</source>
   <translation>wird vorbereitet</translation>
  </message>
  <message>
   <location filename="app/window/panels/cases.py" />
   <source> · {count} skipped</source>
   <translation> · {count} übersprungen</translation>
  </message>
  <message>
   <location filename="app/window/panels/cases.py" />
   <source>Images of the folder</source>
   <translation>Bilder des Ordners</translation>
  </message>
  <message>
   <location filename="app/window/panels/cases.py" />
   <source>cannot be opened</source>
   <translation>lässt sich nicht öffnen</translation>
  </message>
  <message>
   <location filename="app/window/panels/cases.py" />
   <source>the list of images</source>
   <translation>die Liste der Bilder</translation>
  </message>
  <message numerus="yes">
   <location filename="app/window/panels/cases.py" />
   <source>{number} images</source>
   <translation>
    <numerusform>{number} Bild</numerusform>
    <numerusform>{number} Bilder</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/window/panels/core_list.py" />
   <source>Cores</source>
   <translation>Stanzen</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_list.py" />
   <source>Filter: core, case or verdict</source>
   <translation>Filter: Stanze, Fall oder Urteil</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_list.py" />
   <source>Filter the list of cores</source>
   <translation>Stanzenliste filtern</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_list.py" />
   <source>No core has all these words.</source>
   <translation>Keine Stanze enthält alle diese Wörter.</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_list.py" />
   <source>the list of cores</source>
   <translation>die Liste der Stanzen</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_offer.py" />
   <source>This looks like a tissue microarray. Find its cores?</source>
   <translation>Das sieht wie ein Gewebe-Mikroarray aus. Stanzen suchen?</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_offer.py" />
   <source>Progress of finding the cores</source>
   <translation>Fortschritt der Suche nach Stanzen</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_offer.py" />
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_offer.py" />
   <source>Find its cores</source>
   <translation>Stanzen suchen</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_offer.py" />
   <source>No</source>
   <translation>Nein</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_offer.py" />
   <source>{stage} · {seconds} s</source>
   <translation>{stage} · {seconds} s</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Add here</source>
   <translation>Hier hinzufügen</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Missing</source>
   <translation>Fehlt</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Mark the selected core as missing or as present</source>
   <translation>Ausgewählte Stanze als fehlend oder als vorhanden kennzeichnen</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Remove the selected core; the others keep their names</source>
   <translation>Ausgewählte Stanze entfernen; die anderen behalten ihre Namen</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Core map …</source>
   <translation>Stanzenplan …</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Import a core map: a table with the columns core, case_id and status</source>
   <translation>Stanzenplan importieren: eine Tabelle mit den Spalten core, case_id und status</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Export the cores: table, GeoJSON for QuPath, picture</source>
   <translation>Stanzen exportieren: Tabelle, GeoJSON für QuPath, Bild</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Name of the core</source>
   <translation>Name der Stanze</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Name (row and column) of the selected core, or of the core to add</source>
   <translation>Name (Zeile und Spalte) der ausgewählten oder der hinzuzufügenden Stanze</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Add a core at the centre of the analysis region, or rename the selected core</source>
   <translation>Stanze in der Mitte des Analysebereichs hinzufügen, oder die ausgewählte umbenennen</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Case of the selected core</source>
   <translation>Fall der ausgewählten Stanze</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Case ID of the selected core; Enter saves it</source>
   <translation>Fall-ID der ausgewählten Stanze; Enter speichert sie</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Analyse all cores</source>
   <translation>Alle Stanzen analysieren</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>tissue microarrays</source>
   <translation>Gewebe-Mikroarrays</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>{name} is not the name of a core.</source>
   <translation>{name} ist kein Name einer Stanze.</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>If this is a mistake, undo it ({keys}).</source>
   <translation>Machen Sie dies rückgängig, falls es ein Irrtum ist ({keys}).</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Present</source>
   <translation>Vorhanden</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_panel.py" />
   <source>Give row and column, such as A-12.</source>
   <translation>Geben Sie Zeile und Spalte an, etwa A-12.</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_rows.py" />
   <source>Verdict</source>
   <translation>Urteil</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_rows.py" />
   <source>not analysed</source>
   <translation>nicht analysiert</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_rows.py" />
   <source>missing</source>
   <translation>fehlt</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_rows.py" />
   <source>{analysed} of {count} analysed</source>
   <translation>{analysed} von {count} analysiert</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_rows.py" />
   <source>{text}, {shown} shown</source>
   <translation>{text}, {shown} angezeigt</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_text.py" />
   <source>Filled: orange towards death, teal towards survival. Grey: not analysed. ▲ caution, ■ do not use.</source>
   <translation>Gefüllt: Orange zum Tod hin, Petrol zum Überleben hin. Grau: nicht analysiert. ▲ Vorsicht, ■ nicht verwenden.</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_text.py" />
   <source>Cores {rows} × {columns}{also}: {present} present, {missing} missing</source>
   <translation>Stanzen {rows} × {columns}{also}: {present} vorhanden, {missing} fehlend</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_text.py" />
   <source>{name} is far outside the {rows} × {columns} cores of this array. The array keeps its size, and the core its place on the slide: only its name differs.</source>
   <translation>{name} liegt weit außerhalb der {rows} × {columns} Stanzen dieses Arrays. Das Array behält seine Größe und die Stanze ihren Ort auf dem Schnitt: Nur der Name ist ein anderer.</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_text.py" />
   <source>{count} analysed. {legend}</source>
   <translation>{count} analysiert. {legend}</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_text.py" />
   <source>No cores</source>
   <translation>Keine Stanzen</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_text.py" />
   <source> and {apart}</source>
   <translation> und {apart}</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_text.py" />
   <source>No core selected. Click a core.</source>
   <translation>Keine Stanze ausgewählt. Klicken Sie auf eine Stanze.</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_text.py" />
   <source>None analysed.</source>
   <translation>Keine analysiert.</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_text.py" />
   <source>case {case_id}</source>
   <translation>Fall {case_id}</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_text.py" />
   <source>case not known</source>
   <translation>Fall nicht bekannt</translation>
  </message>
  <message>
   <location filename="app/window/panels/core_text.py" />
   <source>set manually</source>
   <translation>von Hand gesetzt</translation>
  </message>
  <message>
   <location filename="app/window/panels/display_bar.py" />
   <source>Brightness and contrast of the display</source>
   <translation>Helligkeit und Kontrast der Anzeige</translation>
  </message>
  <message>
   <location filename="app/window/panels/display_bar.py" />
   <source>Brightness of the display in percent</source>
   <translation>Helligkeit der Anzeige in Prozent</translation>
  </message>
  <message>
   <location filename="app/window/panels/display_bar.py" />
   <source>Contrast of the display in percent</source>
   <translation>Kontrast der Anzeige in Prozent</translation>
  </message>
  <message>
   <location filename="app/window/panels/display_bar.py" />
   <source>Close the bar with brightness and contrast</source>
   <translation>Leiste mit Helligkeit und Kontrast schließen</translation>
  </message>
  <message>
   <location filename="app/window/panels/display_bar.py" />
   <source>Close this bar; the display stays as it is (B)</source>
   <translation>Diese Leiste schließen; die Anzeige bleibt, wie sie ist (B)</translation>
  </message>
  <message>
   <location filename="app/window/panels/display_bar.py" />
   <source>Show the colours of the file again (Shift+B)</source>
   <translation>Wieder die Farben der Datei zeigen (Umschalt+B)</translation>
  </message>
  <message>
   <location filename="app/window/panels/display_bar.py" />
   <source>Display only</source>
   <translation>Nur Anzeige</translation>
  </message>
  <message>
   <location filename="app/window/panels/display_bar.py" />
   <source>The analysis uses the pixels of the file.</source>
   <translation>Die Analyse verwendet die Pixel der Datei.</translation>
  </message>
  <message>
   <location filename="app/window/panels/display_bar.py" />
   <source>Brightness</source>
   <translation>Helligkeit</translation>
  </message>
  <message>
   <location filename="app/window/panels/display_bar.py" />
   <source>Contrast</source>
   <translation>Kontrast</translation>
  </message>
  <message>
   <location filename="app/window/panels/display_bar.py" />
   <source>the display</source>
   <translation>die Anzeige</translation>
  </message>
  <message>
   <location filename="app/window/panels/evidence_view.py" />
   <source>Held-out patients</source>
   <translation>Zurückgehaltene Patienten</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_panel.py" />
   <source>Agreement of the two maps, and residual of integrated gradients</source>
   <translation>Übereinstimmung der beiden Karten und Residuum der integrierten Gradienten</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_panel.py" />
   <source>Explain</source>
   <translation>Erklären</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_panel.py" />
   <source>Occlude a region</source>
   <translation>Bereich verdecken</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_panel.py" />
   <source>how good this map is</source>
   <translation>wie gut diese Karte ist</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_panel.py" />
   <source>memory reach</source>
   <translation>Reichweite des Gedächtnisses</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_panel.py" />
   <source>Explanation</source>
   <translation>Erklärung</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_panel.py" />
   <source>{title}: no tile</source>
   <translation>{title}: keine Kachel</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>How good is this map?</source>
   <translation>Wie gut ist diese Karte?</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>Number of tiles back after which the effect on the log odds stays below 1 % of the largest effect</source>
   <translation>Anzahl der Kacheln zurück, ab der die Wirkung auf die Log-Odds unter 1 % der größten Wirkung bleibt</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>the agreement with integrated gradients is not known yet</source>
   <translation>die Übereinstimmung mit integrierten Gradienten ist noch nicht bekannt</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>No map is drawn, because the result is not to be used. The map of unfamiliar tissue can be chosen.</source>
   <translation>Es wird keine Karte gezeichnet, weil das Ergebnis nicht zu verwenden ist. Die Karte des unvertrauten Gewebes kann gewählt werden.</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>Each value is exact: it comes from the model's own answer without the region. The borders of the regions are a choice of the method, and large regions tend to have large values.</source>
   <translation>Jeder Wert ist exakt: Er stammt aus der Antwort des Modells ohne den Bereich. Die Grenzen der Bereiche sind eine Wahl der Methode, und große Bereiche haben eher große Werte.</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>Each value is exact: it comes from the model's own answer without the block. Each tile shows the value of its block, not a value of its own.</source>
   <translation>Jeder Wert ist exakt: Er stammt aus der Antwort des Modells ohne den Block. Jede Kachel zeigt den Wert ihres Blocks, keinen eigenen.</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>The importance map is being computed: {share:.0f} %.</source>
   <translation>Die Karte der Wichtigkeit wird berechnet: {share:.0f} %.</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>Explaining: {stage}{share}</source>
   <translation>Erklärung: {stage}{share}</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>Occlusion and integrated gradients: {text}.</source>
   <translation>Verdeckung und integrierte Gradienten: {text}.</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>residual {residual:+.2g} log odds, {share} of the difference from glass</source>
   <translation>Residuum {residual:+.2g} Log-Odds, {share} des Unterschieds zu Glas</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>Integrated gradients {state}: {residual}.</source>
   <translation>Integrierte Gradienten {state}: {residual}.</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>The importance map is computed after the analysis.</source>
   <translation>Die Karte der Wichtigkeit wird nach der Analyse berechnet.</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>The importance map is being computed.</source>
   <translation>Die Karte der Wichtigkeit wird berechnet.</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>Explaining …</source>
   <translation>Wird erklärt …</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>, {done} of {total}</source>
   <translation>, {done} von {total}</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>complete</source>
   <translation>vollständig</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>NOT complete</source>
   <translation>NICHT vollständig</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source> Points: {points_how}.</source>
   <translation> Punkte: {points_how}.</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>{title}, towards survival ({measure})</source>
   <translation>{title}, zum Überleben hin ({measure})</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>{title}, towards death ({measure})</source>
   <translation>{title}, zum Tod hin ({measure})</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>{title} is not computed yet; {other} is drawn instead.</source>
   <translation>{title} ist noch nicht berechnet; stattdessen ist gezeichnet: {other}.</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>{range}; a point is 0.01.</source>
   <translation>{range}; ein Punkt ist 0,01.</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>This map is drawn in grey: its rank agreement with the other importance map is below {least}.</source>
   <translation>Diese Karte ist grau gezeichnet: Ihre Rangübereinstimmung mit der anderen Karte der Wichtigkeit liegt unter {least}.</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>Explain computes it.</source>
   <translation>„Erklären“ berechnet sie.</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>{tiles} in layer {number}</source>
   <translation>{tiles} in Schicht {number}</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>the two maps do not agree</source>
   <translation>die beiden Karten stimmen nicht überein</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>integrated gradients are not complete</source>
   <translation>integrierte Gradienten sind nicht vollständig</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>{title}, greatest</source>
   <translation>{title}, am größten</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>Region {region:.0f} of {tiles} around {place}</source>
   <translation>Bereich {region:.0f} aus {tiles} um {place}</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>Occlusion, {glass}</source>
   <translation>Verdeckung, {glass}</translation>
  </message>
  <message>
   <location filename="app/window/panels/explain_text.py" />
   <source>The importance map is not computed.</source>
   <translation>Die Karte der Wichtigkeit ist nicht berechnet.</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_text.py" />
   <source>What speaks for and against</source>
   <translation>Was dafür und dagegen spricht</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_text.py" />
   <source>What speaks for and against: not computed yet.</source>
   <translation>Was dafür und dagegen spricht: noch nicht berechnet.</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_text.py" />
   <source>What speaks for and against: being computed …</source>
   <translation>Was dafür und dagegen spricht: wird berechnet …</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_text.py" />
   <source>{measure} of probability that the {part} adds compared with glass; not a cause.{greyed}</source>
   <translation>{measure} Wahrscheinlichkeit, die dieser Teil ({part}) gegenüber Glas hinzufügt; keine Ursache.{greyed}</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_text.py" />
   <source> The two maps of importance do not agree.</source>
   <translation> Die beiden Karten der Wichtigkeit stimmen nicht überein.</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_text.py" />
   <source>Tile at {place}</source>
   <translation>Kachel bei {place}</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_text.py" />
   <source>Region of {tiles} around {place}</source>
   <translation>Bereich aus {tiles} um {place}</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_text.py" />
   <source>{amount}  {tiles} around {place}</source>
   <translation>{amount}  {tiles} um {place}</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_text.py" />
   <source>{what}: {amount} {measure} of survival probability</source>
   <translation>{what}: {amount} {measure} Überlebenswahrscheinlichkeit</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_view.py" />
   <source>Speaks for survival</source>
   <translation>Spricht für Überleben</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_view.py" />
   <source>Speaks against survival</source>
   <translation>Spricht gegen Überleben</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_view.py" />
   <source>Occlude whole regions instead</source>
   <translation>Ganze Bereiche verdecken</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_view.py" />
   <source>What speaks for and against survival</source>
   <translation>Was für und gegen Überleben spricht</translation>
  </message>
  <message>
   <location filename="app/window/panels/for_against_view.py" />
   <source>{title}: no effect above one point</source>
   <translation>{title}: keine Wirkung über einem Punkt</translation>
  </message>
  <message>
   <location filename="app/window/panels/gate_table.py" />
   <source>forget</source>
   <translation>Vergessen</translation>
  </message>
  <message>
   <location filename="app/window/panels/gate_table.py" />
   <source>input</source>
   <translation>Eingabe</translation>
  </message>
  <message>
   <location filename="app/window/panels/gate_table.py" />
   <source>output</source>
   <translation>Ausgabe</translation>
  </message>
  <message>
   <location filename="app/window/panels/gate_table.py" />
   <source>Gates and states at this step</source>
   <translation>Gates und Zustände bei diesem Schritt</translation>
  </message>
  <message>
   <location filename="app/window/panels/map_panel.py" />
   <source>Fixed colour range, to compare spots</source>
   <translation>Fester Farbbereich zum Vergleich</translation>
  </message>
  <message>
   <location filename="app/window/panels/map_panel.py" />
   <source>Log odds instead of points</source>
   <translation>Log-Odds statt Punkte</translation>
  </message>
  <message>
   <location filename="app/window/panels/map_panel.py" />
   <source>A point is 0.01 of the survival probability. Log odds are what the model adds up.</source>
   <translation>Ein Punkt ist 0,01 der Überlebenswahrscheinlichkeit. Log-Odds sind das, was das Modell addiert.</translation>
  </message>
  <message>
   <location filename="app/window/panels/map_panel.py" />
   <source>Unit</source>
   <translation>Einheit</translation>
  </message>
  <message>
   <location filename="app/window/panels/map_panel.py" />
   <source>Layer</source>
   <translation>Schicht</translation>
  </message>
  <message>
   <location filename="app/window/panels/map_panel.py" />
   <source>the maps</source>
   <translation>die Karten</translation>
  </message>
  <message>
   <location filename="app/window/panels/map_panel.py" />
   <source>Map</source>
   <translation>Karte</translation>
  </message>
  <message>
   <location filename="app/window/panels/map_panel.py" />
   <source>{number} ({units})</source>
   <translation>{number} ({units})</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>Length</source>
   <translation>Länge</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>Area</source>
   <translation>Fläche</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>Outline</source>
   <translation>Umriss</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>Annotation</source>
   <translation>Annotation</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>From another program; drawn with dashes</source>
   <translation>Aus einem anderen Programm; gestrichelt gezeichnet</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>Measurements and notes of this image</source>
   <translation>Messungen und Notizen dieses Bildes</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>Measurement or note</source>
   <translation>Messung oder Notiz</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>measurements and notes</source>
   <translation>Messungen und Notizen</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>Measurements and notes · {count}</source>
   <translation>Messungen und Notizen · {count}</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>Show its place</source>
   <translation>Stelle zeigen</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>Change the text …</source>
   <translation>Text ändern …</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>Text …</source>
   <translation>Text …</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>Change the text of the selected measurement or note</source>
   <translation>Text der ausgewählten Messung oder Notiz ändern</translation>
  </message>
  <message>
   <location filename="app/window/panels/mark_list.py" />
   <source>Delete the selected measurement or note</source>
   <translation>Ausgewählte Messung oder Notiz löschen</translation>
  </message>
  <message>
   <location filename="app/window/panels/members_view.py" />
   <source>Answers of the members</source>
   <translation>Antworten der Mitglieder</translation>
  </message>
  <message>
   <location filename="app/window/panels/members_view.py" />
   <source>Members of the ensemble</source>
   <translation>Mitglieder des Ensembles</translation>
  </message>
  <message>
   <location filename="app/window/panels/network_panel.py" />
   <source>What is shown of the network</source>
   <translation>Was vom Netz gezeigt wird</translation>
  </message>
  <message>
   <location filename="app/window/panels/network_panel.py" />
   <source>Layer of the network</source>
   <translation>Schicht des Netzes</translation>
  </message>
  <message>
   <location filename="app/window/panels/network_panel.py" />
   <source>inside the network</source>
   <translation>das Innere des Netzes</translation>
  </message>
  <message>
   <location filename="app/window/panels/network_panel.py" />
   <source>Layer {number} ({units})</source>
   <translation>Schicht {number} ({units})</translation>
  </message>
  <message>
   <location filename="app/window/panels/network_text.py" />
   <source>Analyse the image to see the states of the network at each step.</source>
   <translation>Analysieren Sie das Bild, um die Zustände des Netzes bei jedem Schritt zu sehen.</translation>
  </message>
  <message>
   <location filename="app/window/panels/network_text.py" />
   <source>This model pools its tiles: it has no tile order, states, gates or memory.</source>
   <translation>Dieses Modell poolt seine Kacheln: Es hat keine Reihenfolge der Kacheln, keine Zustände, keine Gates und kein Gedächtnis.</translation>
  </message>
  <message>
   <location filename="app/window/panels/network_text.py" />
   <source>Units are sorted by their correlation (r) with the log odds after each tile of this analysis, highest first.</source>
   <translation>Die Einheiten sind nach ihrer Korrelation (r) mit den Log-Odds nach jeder Kachel dieser Analyse sortiert, die höchste zuerst.</translation>
  </message>
  <message>
   <location filename="app/window/panels/network_text.py" />
   <source>{reach}, by layer: {back}. This is the mean over the tile orders.</source>
   <translation>{reach}, nach Schicht: {back}. Dies ist das Mittel über die Reihenfolgen der Kacheln.</translation>
  </message>
  <message>
   <location filename="app/window/panels/network_text.py" />
   <source>{title}: this network has no memory state and no gates, only a hidden state.</source>
   <translation>{title}: Dieses Netz hat keinen Gedächtniszustand und keine Gates, nur einen verborgenen Zustand.</translation>
  </message>
  <message>
   <location filename="app/window/panels/network_text.py" />
   <source>{title}s are shown after an LSTM has analysed the image.</source>
   <translation>{title}: Die Werte erscheinen, sobald ein LSTM das Bild analysiert hat.</translation>
  </message>
  <message>
   <location filename="app/window/panels/network_text.py" />
   <source>layer mean</source>
   <translation>Mittel der Schicht</translation>
  </message>
  <message>
   <location filename="app/window/panels/network_text.py" />
   <source>unit {unit}</source>
   <translation>Einheit {unit}</translation>
  </message>
  <message>
   <location filename="app/window/panels/network_text.py" />
   <source>Being computed …</source>
   <translation>Wird berechnet …</translation>
  </message>
  <message>
   <location filename="app/window/panels/notice_bar.py" />
   <source>Close this notice</source>
   <translation>Diesen Hinweis schließen</translation>
  </message>
  <message>
   <location filename="app/window/panels/notice_bar.py" />
   <source>About 0.25 for a scan at 40x, 0.5 at 20x, 1 at 10x; the scanner's software states the pixel size</source>
   <translation>Etwa 0,25 für einen Scan mit 40x, 0,5 mit 20x, 1 mit 10x; die Software des Scanners nennt die Pixelgröße</translation>
  </message>
  <message>
   <location filename="app/window/panels/notice_bar.py" />
   <source>Pixel size in micrometres per pixel</source>
   <translation>Pixelgröße in Mikrometern je Pixel</translation>
  </message>
  <message>
   <location filename="app/window/panels/notice_bar.py" />
   <source>Use for this folder</source>
   <translation>Für diesen Ordner verwenden</translation>
  </message>
  <message>
   <location filename="app/window/panels/notice_bar.py" />
   <source>Leave unknown</source>
   <translation>Unbekannt lassen</translation>
  </message>
  <message>
   <location filename="app/window/panels/notice_bar.py" />
   <source>Pixel size unknown.</source>
   <translation>Pixelgröße unbekannt.</translation>
  </message>
  <message>
   <location filename="app/window/panels/notice_bar.py" />
   <source>pixel size</source>
   <translation>Pixelgröße</translation>
  </message>
  <message>
   <location filename="app/window/panels/notice_bar.py" />
   <source>µm/px</source>
   <translation>µm/px</translation>
  </message>
  <message>
   <location filename="app/window/panels/notice_bar.py" />
   <source>Pixel size:</source>
   <translation>Pixelgröße:</translation>
  </message>
  <message>
   <location filename="app/window/panels/notice_bar.py" />
   <source>Leave as it is</source>
   <translation>So lassen</translation>
  </message>
  <message>
   <location filename="app/window/panels/order_strip.py" />
   <source>{answers} from {low} to {high}, median {median}.</source>
   <translation>{answers} von {low} bis {high}, Median {median}.</translation>
  </message>
  <message>
   <location filename="app/window/panels/order_strip.py" />
   <source>{below} below the threshold {threshold}.</source>
   <translation>{below} unter der Schwelle {threshold}.</translation>
  </message>
  <message>
   <location filename="app/window/panels/order_strip.py" />
   <source>Answers after flips and rotations</source>
   <translation>Antworten nach Spiegelungen und Drehungen</translation>
  </message>
  <message>
   <location filename="app/window/panels/order_strip.py" />
   <source>Try other tile orders</source>
   <translation>Andere Reihenfolgen versuchen</translation>
  </message>
  <message>
   <location filename="app/window/panels/order_strip.py" />
   <source>Order instability</source>
   <translation>Instabilität der Reihenfolge</translation>
  </message>
  <message numerus="yes">
   <location filename="app/window/panels/order_strip.py" />
   <source>{number} answers</source>
   <translation>
    <numerusform>{number} Antwort</numerusform>
    <numerusform>{number} Antworten</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/window/panels/pixel_size_text.py" />
   <source>{mm:g} mm: {mpp:.3g} µm/px</source>
   <translation>{mm:g} mm: {mpp:.3g} µm/px</translation>
  </message>
  <message numerus="yes">
   <location filename="app/window/panels/pixel_size_text.py" />
   <source>{number} other images of this folder state {mpp:.4g} µm/px.</source>
   <translation>
    <numerusform>{number} anderes Bild dieses Ordners nennt {mpp:.4g} µm/px.</numerusform>
    <numerusform>{number} andere Bilder dieses Ordners nennen {mpp:.4g} µm/px.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/window/panels/pixel_size_text.py" />
   <source>The tissue is round, {diameter:.0f} px across. If it is a core of a microarray, its diameter gives:</source>
   <translation>Das Gewebe ist rund, {diameter:.0f} px im Durchmesser. Ist es die Stanze eines Mikroarrays, ergibt ihr Durchmesser:</translation>
  </message>
  <message>
   <location filename="app/window/panels/precision_check_text.py" />
   <source>Measuring the error of fast</source>
   <translation>Der Fehler von „schnell“ wird gemessen</translation>
  </message>
  <message>
   <location filename="app/window/panels/precision_check_text.py" />
   <source>Starting an analysis stops the measurement.</source>
   <translation>Der Start einer Analyse bricht die Messung ab.</translation>
  </message>
  <message>
   <location filename="app/window/panels/precision_check_text.py" />
   <source>{done} of {spots} analysed, {time}. {meanwhile}</source>
   <translation>{done} von {spots} analysiert, {time}. {meanwhile}</translation>
  </message>
  <message>
   <location filename="app/window/panels/precision_check_text.py" />
   <source>about {minutes}</source>
   <translation>etwa {minutes}</translation>
  </message>
  <message>
   <location filename="app/window/panels/precision_check_text.py" />
   <source>fewer bits</source>
   <translation>weniger Bits</translation>
  </message>
  <message>
   <location filename="app/window/panels/precision_check_text.py" />
   <source>The error of {wanted} ({arithmetic}) with this model was never measured on this computer.</source>
   <translation>Der Fehler von „{wanted}“ ({arithmetic}) mit diesem Modell wurde auf diesem Computer noch nie gemessen.</translation>
  </message>
  <message>
   <location filename="app/window/panels/precision_check_text.py" />
   <source>Until the error is measured, analyses stay exact. You can use the program during the measurement.</source>
   <translation>Bis der Fehler gemessen ist, bleiben Analysen exakt. Sie können während der Messung weiterarbeiten.</translation>
  </message>
  <message>
   <location filename="app/window/panels/precision_check_text.py" />
   <source>Measure now ({minutes})</source>
   <translation>Jetzt messen ({minutes})</translation>
  </message>
  <message>
   <location filename="app/window/panels/precision_check_text.py" />
   <source>{minutes} in total</source>
   <translation>{minutes} insgesamt</translation>
  </message>
  <message numerus="yes">
   <location filename="app/window/panels/precision_check_text.py" />
   <source>{number} minutes</source>
   <translation>
    <numerusform>{number} Minute</numerusform>
    <numerusform>{number} Minuten</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/window/panels/precision_row.py" />
   <source>Stay exact</source>
   <translation>Exakt bleiben</translation>
  </message>
  <message>
   <location filename="app/window/panels/precision_row.py" />
   <source>Stop measuring</source>
   <translation>Messung abbrechen</translation>
  </message>
  <message>
   <location filename="app/window/panels/precision_row.py" />
   <source>exact and fast</source>
   <translation>exakt und schnell</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Reading the image properties …</source>
   <translation>Bildeigenschaften werden gelesen …</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Read with</source>
   <translation>Gelesen mit</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Size</source>
   <translation>Größe</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Levels</source>
   <translation>Ebenen</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Pixel size</source>
   <translation>Pixelgröße</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Not used</source>
   <translation>Nicht benutzt</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Objective</source>
   <translation>Objektiv</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Compression</source>
   <translation>Kompression</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Colour space</source>
   <translation>Farbraum</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Bits a sample</source>
   <translation>Bits je Wert</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Colour profile</source>
   <translation>Farbprofil</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Pictures</source>
   <translation>Bilder</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Notes</source>
   <translation>Hinweise</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Warnings</source>
   <translation>Warnungen</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Image properties</source>
   <translation>Bildeigenschaften</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Copy all properties as text</source>
   <translation>Alle Eigenschaften als Text kopieren</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>image properties</source>
   <translation>Bildeigenschaften</translation>
  </message>
  <message>
   <location filename="app/window/panels/properties_panel.py" />
   <source>The image properties are on the clipboard.</source>
   <translation>Die Bildeigenschaften sind in der Zwischenablage.</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Add this image</source>
   <translation>Dieses Bild aufnehmen</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Add the folder</source>
   <translation>Ordner aufnehmen</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Retry failed</source>
   <translation>Fehlgeschlagene wiederholen</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Clear finished</source>
   <translation>Fertige entfernen</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Cancel all</source>
   <translation>Alle abbrechen</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Results folder</source>
   <translation>Ergebnisordner</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Queue of analyses</source>
   <translation>Warteschlange der Analysen</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>uncalibrated</source>
   <translation>nicht kalibriert</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>calibrated</source>
   <translation>kalibriert</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>do not use</source>
   <translation>nicht verwenden</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>caution</source>
   <translation>Vorsicht</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>ok</source>
   <translation>ok</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Cancel selected</source>
   <translation>Auswahl entfernen</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Remove the selected spots that have no result yet</source>
   <translation>Ausgewählte Spots ohne Ergebnis entfernen</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Analyse the selected spots earlier</source>
   <translation>Ausgewählte Spots früher analysieren</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Analyse the selected spots later</source>
   <translation>Ausgewählte Spots später analysieren</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Spot of the queue</source>
   <translation>Spot der Warteschlange</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Queue of analyses: table and buttons</source>
   <translation>Warteschlange der Analysen: Tabelle und Schaltflächen</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>the queue</source>
   <translation>die Warteschlange</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Results are saved in {folder}</source>
   <translation>Ergebnisse werden in {folder} gespeichert</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Continue</source>
   <translation>Fortfahren</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_dock.py" />
   <source>Open the image</source>
   <translation>Bild öffnen</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_offer.py" />
   <source>Discard</source>
   <translation>Verwerfen</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>The queue is empty. Add the open image, files, a folder, the cores of a slide or a study: they are analysed while you look at other images.</source>
   <translation>Die Warteschlange ist leer. Nehmen Sie das geöffnete Bild, Dateien, einen Ordner, die Stanzen eines Schnitts oder eine Studie auf: Sie werden analysiert, während Sie andere Bilder ansehen.</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>The queue encodes every spot anew, also spots that the study has predicted, so that a run that was interrupted gives the same digits. Predict all spots in the study uses saved features.</source>
   <translation>Die Warteschlange kodiert jeden Spot neu, auch bereits vorhergesagte Spots der Studie, damit ein unterbrochener Lauf dieselben Ziffern ergibt. „Alle Spots vorhersagen“ in der Studie verwendet gespeicherte Merkmale.</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>Status</source>
   <translation>Status</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>Seconds</source>
   <translation>Sekunden</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>analysing{share}</source>
   <translation>wird analysiert{share}</translation>
  </message>
  <message numerus="yes">
   <location filename="app/window/panels/queue_text.py" />
   <source>{number} spots of the last session's queue are left.</source>
   <translation>
    <numerusform>{number} Spot der Warteschlange der letzten Sitzung ist übrig.</numerusform>
    <numerusform>{number} Spots der Warteschlange der letzten Sitzung sind übrig.</numerusform>
   </translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>hidden</source>
   <translation>ausgeblendet</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>{seconds:.1f}</source>
   <translation>{seconds:.1f}</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>failed: {reason}</source>
   <translation>fehlgeschlagen: {reason}</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>done before</source>
   <translation>schon früher fertig</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>done</source>
   <translation>fertig</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>{done} of {spots} done</source>
   <translation>{done} von {spots} fertig</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>{parts} · paused</source>
   <translation>{parts} · unterbrochen</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>paused</source>
   <translation>unterbrochen</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>Listing the spots …</source>
   <translation>Die Spots werden aufgelistet …</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>starting</source>
   <translation>startet</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>about {left_in}</source>
   <translation>etwa {left_in}</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>{done} of {count} analysed</source>
   <translation>{done} von {count} analysiert</translation>
  </message>
  <message>
   <location filename="app/window/panels/queue_text.py" />
   <source>, paused</source>
   <translation>, unterbrochen</translation>
  </message>
  <message>
   <location filename="app/window/panels/region_list.py" />
   <source>Analysis regions of this image</source>
   <translation>Analysebereiche dieses Bildes</translation>
  </message>
  <message>
   <location filename="app/window/panels/region_list.py" />
   <source>saved regions</source>
   <translation>gespeicherte Bereiche</translation>
  </message>
  <message>
   <location filename="app/window/panels/region_list.py" />
   <source>Analysis regions · {count}</source>
   <translation>Analysebereiche · {count}</translation>
  </message>
  <message>
   <location filename="app/window/panels/region_list.py" />
   <source>Analysis region {number}: {said}</source>
   <translation>Analysebereich {number}: {said}</translation>
  </message>
  <message>
   <location filename="app/window/panels/region_text.py" />
   <source>Saved result: {parts} ({whose}{demo}{how}; analysed on {read_on}).</source>
   <translation>Gespeichertes Ergebnis: {parts} ({whose}{demo}{how}; analysiert am {read_on}).</translation>
  </message>
  <message>
   <location filename="app/window/panels/region_text.py" />
   <source>x {x:.2f}  y {y:.2f} mm</source>
   <translation>x {x:.2f}  y {y:.2f} mm</translation>
  </message>
  <message>
   <location filename="app/window/panels/region_text.py" />
   <source>Not analysed yet</source>
   <translation>Noch nicht analysiert</translation>
  </message>
  <message>
   <location filename="app/window/panels/region_text.py" />
   <source>Analysed earlier</source>
   <translation>Früher analysiert</translation>
  </message>
  <message>
   <location filename="app/window/panels/region_text.py" />
   <source>Not analysed with this model yet</source>
   <translation>Mit diesem Modell noch nicht analysiert</translation>
  </message>
  <message>
   <location filename="app/window/panels/region_text.py" />
   <source>{model}, another model than the current one</source>
   <translation>{model}, ein anderes als das aktuelle Modell</translation>
  </message>
  <message>
   <location filename="app/window/panels/region_text.py" />
   <source>, computed {precision_text}</source>
   <translation>, berechnet {precision_text}</translation>
  </message>
  <message>
   <location filename="app/window/panels/region_text.py" />
   <source>{model}: another model</source>
   <translation>{model}: ein anderes Modell</translation>
  </message>
  <message>
   <location filename="app/window/panels/region_text.py" />
   <source>x {x:.0f}  y {y:.0f} px</source>
   <translation>x {x:.0f}  y {y:.0f} px</translation>
  </message>
  <message>
   <location filename="app/window/panels/reliability_text.py" />
   <source>input {level}, tile order not recorded</source>
   <translation>Eingabe {level}, Reihenfolge der Kacheln nicht festgehalten</translation>
  </message>
  <message>
   <location filename="app/window/panels/reliability_text.py" />
   <source>reliability</source>
   <translation>Verlässlichkeit</translation>
  </message>
  <message>
   <location filename="app/window/panels/result.py" />
   <source>held out patients</source>
   <translation>zurückgehaltene Patienten</translation>
  </message>
  <message>
   <location filename="app/window/panels/result.py" />
   <source>low risk and high risk</source>
   <translation>niedriges und hohes Risiko</translation>
  </message>
  <message>
   <location filename="app/window/panels/result.py" />
   <source>three answers</source>
   <translation>drei Antworten</translation>
  </message>
  <message>
   <location filename="app/window/panels/result.py" />
   <source>the survival curve</source>
   <translation>die Überlebenskurve</translation>
  </message>
  <message>
   <location filename="app/window/panels/result.py" />
   <source>whether the result can be trusted</source>
   <translation>ob das Ergebnis verlässlich ist</translation>
  </message>
  <message>
   <location filename="app/window/panels/result.py" />
   <source>ensembles</source>
   <translation>Ensembles</translation>
  </message>
  <message>
   <location filename="app/window/panels/result.py" />
   <source>order stability</source>
   <translation>Stabilität der Reihenfolge</translation>
  </message>
  <message>
   <location filename="app/window/panels/result.py" />
   <source>Analyse all tiles with the model (Enter)</source>
   <translation>Alle Kacheln mit dem Modell analysieren (Enter)</translation>
  </message>
  <message>
   <location filename="app/window/panels/result.py" />
   <source>Show the result anyway</source>
   <translation>Ergebnis trotzdem zeigen</translation>
  </message>
  <message>
   <location filename="app/window/panels/result.py" />
   <source>what speaks for and against</source>
   <translation>was dafür und dagegen spricht</translation>
  </message>
  <message>
   <location filename="app/window/panels/result.py" />
   <source>Result</source>
   <translation>Ergebnis</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>Trained on synthetic tissue, no clinical meaning</source>
   <translation>An künstlichem Gewebe trainiert, ohne klinische Bedeutung</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>The whole file is read once, to identify its content. Then the image can be analysed.</source>
   <translation>Die ganze Datei wird einmal gelesen, um ihren Inhalt zu erkennen. Dann kann das Bild analysiert werden.</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>This model takes feature files, not images: use features from a file (Ctrl+Shift+F).</source>
   <translation>Dieses Modell verwendet Merkmalsdateien, keine Bilder: Verwenden Sie Merkmale aus einer Datei (Strg+Umschalt+F).</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>Order instability over {orders}</source>
   <translation>Instabilität der Reihenfolge über {orders}</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>{rate:.0f}</source>
   <translation>{rate:.0f}</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>{rate:.1f}</source>
   <translation>{rate:.1f}</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>{rate} tiles/s, {left_in}</source>
   <translation>{rate} Kacheln/s, {left_in}</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>probability of 5-year survival, {qualifier}</source>
   <translation>Wahrscheinlichkeit des 5-Jahres-Überlebens, {qualifier}</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>Three answers: {answer}</source>
   <translation>Drei Antworten: {answer}</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>Computed {precision} ({arithmetic}): caution</source>
   <translation>{precision} berechnet ({arithmetic}): Vorsicht</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>Analysing</source>
   <translation>Analyse läuft</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>Waiting</source>
   <translation>Wartet</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>{stage}, {done} of {total}</source>
   <translation>{stage}, {done} von {total}</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>From the features in {name}: {text}</source>
   <translation>Aus den Merkmalen in {name}: {text}</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>From the features in {name}: {text}; {text2}</source>
   <translation>Aus den Merkmalen in {name}: {text}; {text2}</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>No image open</source>
   <translation>Kein Bild geöffnet</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>Checking {name} …</source>
   <translation>{name} wird geprüft …</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>Stopped after {steps} of {tiles}</source>
   <translation>Angehalten nach {steps} von {tiles}</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>Three answers: none. {message}</source>
   <translation>Drei Antworten: keine. {message}</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>Not a confidence interval.</source>
   <translation>Kein Konfidenzintervall.</translation>
  </message>
  <message>
   <location filename="app/window/panels/result_text.py" />
   <source>Opening …</source>
   <translation>Wird geöffnet …</translation>
  </message>
  <message>
   <location filename="app/window/panels/side_column.py" />
   <source>Result, map and tile</source>
   <translation>Ergebnis, Karte und Kachel</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>Pixel under the cursor in full resolution, and its colour on the screen; ≈ means a mean of several pixels</source>
   <translation>Pixel unter dem Mauszeiger in voller Auflösung und seine Farbe auf dem Bildschirm; ≈ bedeutet ein Mittel mehrerer Pixel</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>Set the pixel size</source>
   <translation>Pixelgröße festlegen</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>Magnification on the screen: type "20x" or "50 %" and press Enter</source>
   <translation>Vergrößerung auf dem Bildschirm: „20x“ oder „50 %“ eingeben und Enter drücken</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>the status bar</source>
   <translation>die Statusleiste</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>Position</source>
   <translation>Position</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>Scale</source>
   <translation>Maßstab</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>Map value</source>
   <translation>Kartenwert</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>Pixel value</source>
   <translation>Pixelwert</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>Work</source>
   <translation>Vorgang</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>Magnification</source>
   <translation>Vergrößerung</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>{size}   zoom {percent} %</source>
   <translation>{size}   Zoom {percent} %</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>layer {layer} {measure} {known}</source>
   <translation>Schicht {layer} {measure} {known}</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>{title}: none</source>
   <translation>{title}: keine Angabe</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_bar.py" />
   <source>tiles {done}/{total}</source>
   <translation>Kacheln {done}/{total}</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>x {x:.1f} µm   y {y:.1f} µm</source>
   <translation>x {x:.1f} µm   y {y:.1f} µm</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>{x}, {y} px   RGB {about}{red} {green} {blue}</source>
   <translation>{x}, {y} px   RGB {about}{red} {green} {blue}</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>{value:.0f}</source>
   <translation>{value:.0f}</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>{value:.3g}</source>
   <translation>{value:.3g}</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>saving {name}{far}   Esc stops</source>
   <translation>{name} wird gespeichert{far}   Esc hält an</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>result files of {name}{far}   Esc stops</source>
   <translation>Ergebnisdateien von {name}{far}   Esc hält an</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>{what} {number} of {all}</source>
   <translation>{what} {number} von {all}</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>x {x} px   y {y} px</source>
   <translation>x {x} px   y {y} px</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>{x}, {y} px</source>
   <translation>{x}, {y} px</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>{mpp:.4g} µm/px   ≈ {scan:.2g}x</source>
   <translation>{mpp:.4g} µm/px   ≈ {scan:.2g}x</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>not analysed or not pooled</source>
   <translation>nicht analysiert oder nicht gepoolt</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>: tile {done} of {total}</source>
   <translation>: Kachel {done} von {total}</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>: {done} of {total} written</source>
   <translation>: {done} von {total} geschrieben</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>core</source>
   <translation>Stanze</translation>
  </message>
  <message>
   <location filename="app/window/panels/status_text.py" />
   <source>region</source>
   <translation>Bereich</translation>
  </message>
  <message>
   <location filename="app/window/panels/survival_view.py" />
   <source>Survival curve</source>
   <translation>Überlebenskurve</translation>
  </message>
  <message>
   <location filename="app/window/panels/survival_view.py" />
   <source>{years:g} years</source>
   <translation>{years:g} Jahre</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_panel.py" />
   <source>Click a tile, or use the arrow keys.</source>
   <translation>Klicken Sie auf eine Kachel, oder verwenden Sie die Pfeiltasten.</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_panel.py" />
   <source>Selected tile</source>
   <translation>Ausgewählte Kachel</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_panel.py" />
   <source>the selected tile</source>
   <translation>die ausgewählte Kachel</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_strip.py" />
   <source>Values of the selected tile</source>
   <translation>Werte der ausgewählten Kachel</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_text.py" />
   <source>Tile {index} of {tiles}</source>
   <translation>Kachel {index} von {tiles}</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_text.py" />
   <source>{probability} (with it {with_it}, change {points} points)</source>
   <translation>{probability} (mit ihr {with_it}, Änderung {points} Punkte)</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_text.py" />
   <source>no, too little tissue</source>
   <translation>nein, zu wenig Gewebe</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_text.py" />
   <source>Used by the model</source>
   <translation>Vom Modell verwendet</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_text.py" />
   <source>Unfamiliar tissue</source>
   <translation>Unvertrautes Gewebe</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_text.py" />
   <source>{answer} ({distance:.2f} × limit)</source>
   <translation>{answer} ({distance:.2f} × Grenze)</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_text.py" />
   <source>Survival probability without this tile</source>
   <translation>Überlebenswahrscheinlichkeit ohne diese Kachel</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_text.py" />
   <source>Row, column</source>
   <translation>Zeile, Spalte</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_text.py" />
   <source>Corner</source>
   <translation>Ecke</translation>
  </message>
  <message>
   <location filename="app/window/panels/tile_text.py" />
   <source>x {x:.0f}, y {y:.0f} px</source>
   <translation>x {x:.0f}, y {y:.0f} px</translation>
  </message>
  <message>
   <location filename="app/window/panels/top_bar.py" />
   <source>Actions</source>
   <translation>Aktionen</translation>
  </message>
  <message>
   <location filename="app/window/panels/top_bar.py" />
   <source>More actions</source>
   <translation>Weitere Aktionen</translation>
  </message>
  <message>
   <location filename="app/window/panels/top_bar.py" />
   <source>Actions for which the bar has no room</source>
   <translation>Aktionen, für die die Leiste keinen Platz hat</translation>
  </message>
  <message>
   <location filename="app/window/panels/top_bar.py" />
   <source>Device: {title}</source>
   <translation>Gerät: {title}</translation>
  </message>
  <message>
   <location filename="app/window/panels/top_bar.py" />
   <source>Looking for devices …</source>
   <translation>Geräte werden gesucht …</translation>
  </message>
  <message>
   <location filename="app/window/panels/tour.py" />
   <source>Open a spot, a whole slide or DICOM, or drop a file. PgUp and PgDn show the other images of its folder. All actions are in the menus; Ctrl+L searches them.</source>
   <translation>Öffnen Sie einen Spot, einen ganzen Schnitt oder DICOM, oder ziehen Sie eine Datei hierher. Bild auf und Bild ab zeigen die anderen Bilder des Ordners. Alle Aktionen stehen in den Menüs; Strg+L durchsucht sie.</translation>
  </message>
  <message>
   <location filename="app/window/panels/tour.py" />
   <source>Look at the tissue</source>
   <translation>Das Gewebe ansehen</translation>
  </message>
  <message>
   <location filename="app/window/panels/tour.py" />
   <source>The wheel zooms, dragging pans. A double-click places the analysis region. A right click shows what can be done there.</source>
   <translation>Das Mausrad zoomt, Ziehen verschiebt. Ein Doppelklick setzt den Analysebereich. Ein Rechtsklick zeigt, was dort möglich ist.</translation>
  </message>
  <message>
   <location filename="app/window/panels/tour.py" />
   <source>Analyse it</source>
   <translation>Analysieren</translation>
  </message>
  <message>
   <location filename="app/window/panels/tour.py" />
   <source>Enter analyses the region. Read the probability together with the texts beside it: its qualifier, the verdict on the input, and the outcomes of patients with similar probabilities.</source>
   <translation>Enter analysiert den Bereich. Lesen Sie die Wahrscheinlichkeit zusammen mit den Texten daneben: dem Vorbehalt, dem Urteil über die Eingabe und den Verläufen von Patienten mit ähnlichen Wahrscheinlichkeiten.</translation>
  </message>
  <message>
   <location filename="app/window/panels/tour.py" />
   <source>Ask why</source>
   <translation>Nach dem Warum fragen</translation>
  </message>
  <message>
   <location filename="app/window/panels/tour.py" />
   <source>Maps show what the answer depends on. H switches the map off and on, E hides tiles, to see the answer without these tiles.</source>
   <translation>Karten zeigen, wovon die Antwort abhängt. H blendet die Karte aus und ein, E verdeckt Kacheln und zeigt die Antwort ohne diese Kacheln.</translation>
  </message>
  <message>
   <location filename="app/window/panels/tour.py" />
   <source>Compare with readers</source>
   <translation>Mit Befundern vergleichen</translation>
  </message>
  <message>
   <location filename="app/window/panels/tour.py" />
   <source>A study holds many patients: blinded reads, predictions, and the comparison of readers and model. F1 explains the view, Shift+F1 lists all keys.</source>
   <translation>Eine Studie enthält viele Patienten: verblindete Befunde, Vorhersagen und den Vergleich von Befundern und Modell. F1 erklärt die Ansicht, Umschalt+F1 listet alle Tasten auf.</translation>
  </message>
  <message>
   <location filename="app/window/panels/tour.py" />
   <source>Step {at} of {count}</source>
   <translation>Schritt {at} von {count}</translation>
  </message>
  <message>
   <location filename="app/window/panels/tour.py" />
   <source>Tour: {title}</source>
   <translation>Rundgang: {title}</translation>
  </message>
  <message>
   <location filename="app/window/panels/tour.py" />
   <source>Next</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <location filename="app/window/panels/tour.py" />
   <source>Leave the tour</source>
   <translation>Rundgang beenden</translation>
  </message>
  <message>
   <location filename="model" />
   <source>reading the cohort</source>
   <translation>Kohorte wird gelesen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>preparing the device</source>
   <translation>Gerät wird vorbereitet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>loading the backbone</source>
   <translation>Backbone wird geladen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>preparing the network</source>
   <translation>Netz wird vorbereitet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>downloading weights</source>
   <translation>Gewichte werden heruntergeladen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>reading the network</source>
   <translation>Netz wird gelesen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>trying the encoder</source>
   <translation>Encoder wird geprüft</translation>
  </message>
  <message>
   <location filename="model" />
   <source>copying the encoder</source>
   <translation>Encoder wird kopiert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>saving the network</source>
   <translation>Netz wird gespeichert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>reading weights</source>
   <translation>Gewichte werden gelesen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>computing SHA-256</source>
   <translation>SHA-256 wird berechnet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>saving weights</source>
   <translation>Gewichte werden gespeichert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>loading weights</source>
   <translation>Gewichte werden geladen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>choosing the device</source>
   <translation>Gerät wird gewählt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>choosing tiles</source>
   <translation>Kacheln werden gewählt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>measuring matrix products</source>
   <translation>Matrixprodukte werden gemessen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>measuring scaling</source>
   <translation>Skalierung wird gemessen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>checking the workers</source>
   <translation>Worker werden geprüft</translation>
  </message>
  <message>
   <location filename="model" />
   <source>waiting for a worker</source>
   <translation>auf einen Worker wird gewartet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>analysing spots</source>
   <translation>Spots werden analysiert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>encoding glass</source>
   <translation>Glas wird kodiert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>integrating gradients</source>
   <translation>Gradienten werden integriert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>computing gradients</source>
   <translation>Gradienten werden berechnet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>analysing in other orders</source>
   <translation>andere Reihenfolgen werden analysiert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>analysing without tiles</source>
   <translation>ohne Kacheln wird analysiert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>checking the weights</source>
   <translation>Gewichte werden geprüft</translation>
  </message>
  <message>
   <location filename="model" />
   <source>training the Elman network</source>
   <translation>Elman-Netz wird trainiert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>propagating gradients back</source>
   <translation>Gradienten werden zurückgeführt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>computing three steps</source>
   <translation>drei Schritte werden berechnet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>drawing figures</source>
   <translation>Abbildungen werden gezeichnet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>reading the bundle</source>
   <translation>Modellpaket wird gelesen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>reading the analysis region</source>
   <translation>Analysebereich wird gelesen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>writing the file</source>
   <translation>Datei wird geschrieben</translation>
  </message>
  <message>
   <location filename="model" />
   <source>encoding tiles</source>
   <translation>Kacheln werden kodiert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>reading the features</source>
   <translation>Merkmale werden gelesen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>running the head</source>
   <translation>Klassifikator läuft</translation>
  </message>
  <message>
   <location filename="model" />
   <source>copying images</source>
   <translation>Bilder werden kopiert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>fitting the calibration</source>
   <translation>Kalibrierung wird angepasst</translation>
  </message>
  <message>
   <location filename="model" />
   <source>writing the bundle</source>
   <translation>Modellpaket wird geschrieben</translation>
  </message>
  <message>
   <location filename="model" />
   <source>measuring channel scales</source>
   <translation>Kanalskalen werden gemessen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>making reference tissue</source>
   <translation>Referenzgewebe wird erzeugt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>making tissue</source>
   <translation>Gewebe wird erzeugt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>making sample spots</source>
   <translation>Beispielspots werden erzeugt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>writing the slide</source>
   <translation>Schnitt wird geschrieben</translation>
  </message>
  <message>
   <location filename="model" />
   <source>making cores</source>
   <translation>Stanzen werden erzeugt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>computing the first blocks</source>
   <translation>Die ersten Blöcke werden berechnet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>reading the overview</source>
   <translation>Übersicht wird gelesen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>reading pixel sizes of the folder</source>
   <translation>Pixelgrößen des Ordners werden gelesen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>comparing the methods</source>
   <translation>Methoden werden verglichen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>measuring the speed of the encoder</source>
   <translation>Geschwindigkeit des Encoders wird gemessen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>measuring how long it takes to read a spot</source>
   <translation>Lesezeit eines Spots wird gemessen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>finding principal components</source>
   <translation>Hauptkomponenten werden berechnet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>fitting</source>
   <translation>Anpassung läuft</translation>
  </message>
  <message>
   <location filename="model" />
   <source>testing</source>
   <translation>Test läuft</translation>
  </message>
  <message>
   <location filename="model" />
   <source>pooling tiles</source>
   <translation>Kacheln werden gepoolt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>fitting the classifier</source>
   <translation>Klassifikator wird angepasst</translation>
  </message>
  <message>
   <location filename="model" />
   <source>training</source>
   <translation>Training</translation>
  </message>
  <message>
   <location filename="app/actions/menus.py" />
   <source>&amp;File</source>
   <translation>&amp;Datei</translation>
  </message>
  <message>
   <location filename="app/actions/menus.py" />
   <source>&amp;View</source>
   <translation>&amp;Ansicht</translation>
  </message>
  <message>
   <location filename="app/actions/menus.py" />
   <source>&amp;Analysis</source>
   <translation>A&amp;nalyse</translation>
  </message>
  <message>
   <location filename="app/actions/menus.py" />
   <source>&amp;Slide</source>
   <translation>S&amp;chnitt</translation>
  </message>
  <message>
   <location filename="app/actions/menus.py" />
   <source>S&amp;tudy</source>
   <translation>&amp;Studie</translation>
  </message>
  <message>
   <location filename="app/actions/menus.py" />
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Open a microarray and find its cores</source>
   <translation>Mikroarray öffnen und seine Stanzen suchen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Open a sample spot</source>
   <translation>Beispielspot öffnen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Previous image in the folder</source>
   <translation>Voriges Bild im Ordner</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Next image in the folder</source>
   <translation>Nächstes Bild im Ordner</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Analyse the image itself again, not its feature file</source>
   <translation>Wieder das Bild selbst analysieren, nicht seine Merkmalsdatei</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Open another image side by side (view only)</source>
   <translation>Weiteres Bild daneben öffnen (nur ansehen)</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Close the side-by-side images</source>
   <translation>Daneben geöffnete Bilder schließen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Copy the view</source>
   <translation>Ansicht kopieren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Save the view as PNG</source>
   <translation>Ansicht als PNG speichern</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Save a figure: PNG at 300 dpi, SVG or PDF</source>
   <translation>Abbildung speichern: PNG mit 300 dpi, SVG oder PDF</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Copy the heatmap</source>
   <translation>Heatmap kopieren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Save the heatmap as PNG</source>
   <translation>Heatmap als PNG speichern</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Export result files</source>
   <translation>Ergebnisdateien exportieren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Quit</source>
   <translation>Beenden</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Analyse all saved regions</source>
   <translation>Alle gespeicherten Bereiche analysieren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Cancel, or clear the selection</source>
   <translation>Abbrechen, oder die Auswahl aufheben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Choose a model file</source>
   <translation>Modelldatei wählen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Measure the errors of fast and fastest</source>
   <translation>Fehler von „schnell“ und „am schnellsten“ messen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Prepare the next image in advance</source>
   <translation>Nächstes Bild im Voraus vorbereiten</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Show low, uncertain or high risk by a rule</source>
   <translation>Niedriges, unsicheres oder hohes Risiko nach einer Regel anzeigen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Hide low, uncertain or high risk by the rule</source>
   <translation>Risiko nach der Regel (niedrig, unsicher, hoch) ausblenden</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Queue</source>
   <translation>Warteschlange</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Show the queue of analyses</source>
   <translation>Warteschlange der Analysen zeigen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Add the open image to the queue</source>
   <translation>Geöffnetes Bild in die Warteschlange aufnehmen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Analyse the whole folder in the queue</source>
   <translation>Ganzen Ordner in der Warteschlange analysieren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Add files to the queue</source>
   <translation>Dateien in die Warteschlange aufnehmen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Add all cores of the slide to the queue</source>
   <translation>Alle Stanzen des Schnitts in die Warteschlange aufnehmen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Add the spots of a study to the queue</source>
   <translation>Spots einer Studie in die Warteschlange aufnehmen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Pause the queue, or continue</source>
   <translation>Warteschlange unterbrechen oder fortsetzen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Analyse failed spots of the queue again</source>
   <translation>Fehlgeschlagene Spots der Warteschlange erneut analysieren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Remove finished spots from the queue</source>
   <translation>Fertige Spots aus der Warteschlange entfernen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Cancel all analyses of the queue</source>
   <translation>Alle Analysen der Warteschlange abbrechen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Open the folder with the results of the queue</source>
   <translation>Ordner mit den Ergebnissen der Warteschlange öffnen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Select the analysis region for moving</source>
   <translation>Analysebereich zum Verschieben auswählen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Move the analysis region to the left by one pixel</source>
   <translation>Analysebereich um ein Pixel nach links verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Move the analysis region to the right by one pixel</source>
   <translation>Analysebereich um ein Pixel nach rechts verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Move the analysis region up by one pixel</source>
   <translation>Analysebereich um ein Pixel nach oben verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Move the analysis region down by one pixel</source>
   <translation>Analysebereich um ein Pixel nach unten verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Move the analysis region to the left by its own width</source>
   <translation>Analysebereich um seine Breite nach links verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Move the analysis region to the right by its own width</source>
   <translation>Analysebereich um seine Breite nach rechts verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Move the analysis region up by its own width</source>
   <translation>Analysebereich um seine Breite nach oben verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Move the analysis region down by its own width</source>
   <translation>Analysebereich um seine Breite nach unten verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Move the analysis region back to its original position</source>
   <translation>Analysebereich an seine ursprüngliche Stelle zurücksetzen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Save this region</source>
   <translation>Diesen Bereich speichern</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Remove this saved region</source>
   <translation>Diesen gespeicherten Bereich entfernen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Next analysis region</source>
   <translation>Nächster Analysebereich</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Previous analysis region</source>
   <translation>Voriger Analysebereich</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Find the cores of a tissue microarray</source>
   <translation>Stanzen eines Gewebe-Mikroarrays suchen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Next core to the left</source>
   <translation>Nächste Stanze nach links</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Next core to the right</source>
   <translation>Nächste Stanze nach rechts</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Next core up</source>
   <translation>Nächste Stanze nach oben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Next core down</source>
   <translation>Nächste Stanze nach unten</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Mark the core as missing or present</source>
   <translation>Stanze als fehlend oder vorhanden kennzeichnen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Add a core at the centre of the analysis region</source>
   <translation>Stanze in der Mitte des Analysebereichs hinzufügen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Undo the last change of the cores</source>
   <translation>Letzte Änderung der Stanzen rückgängig machen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Remove the core</source>
   <translation>Stanze entfernen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Rename this core's row and later rows to the next letter</source>
   <translation>Die Reihe dieser Stanze und spätere Reihen: nächster Buchstabe</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Rename this core's row and later rows to the previous letter</source>
   <translation>Die Reihe dieser Stanze und spätere Reihen: vorheriger Buchstabe</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Increase the numbers of this core's column and later columns by 1</source>
   <translation>Die Spalte dieser Stanze und spätere Spalten: Nummer um 1 erhöhen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Decrease the numbers of this core's column and later columns by 1</source>
   <translation>Die Spalte dieser Stanze und spätere Spalten: Nummer um 1 verringern</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Import cores and annotations</source>
   <translation>Stanzen und Annotationen importieren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Export the cores (table, GeoJSON, picture)</source>
   <translation>Stanzen exportieren (Tabelle, GeoJSON, Bild)</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Explain the result (which tiles the model used)</source>
   <translation>Ergebnis erklären (welche Kacheln das Modell nutzte)</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Stop explaining</source>
   <translation>Erklären anhalten</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Analyse in 32 tile orders and 8 flips and rotations</source>
   <translation>In 32 Reihenfolgen und 8 Spiegelungen und Drehungen analysieren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Occlude regions by dragging (what if?), or stop</source>
   <translation>Bereiche durch Ziehen verdecken (was wäre wenn?), oder anhalten</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Occlude the selected tile, or end its occlusion</source>
   <translation>Die gewählte Kachel verdecken oder aufdecken</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Play back the analysis, or stop</source>
   <translation>Analyse wiedergeben, oder anhalten</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Inside the network: states, gates, memory</source>
   <translation>Im Inneren des Netzes: Zustände, Gates, Gedächtnis</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Study</source>
   <translation>Studie</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Viewer</source>
   <translation>Betrachter</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Compare model and readers</source>
   <translation>Modell und Befunder vergleichen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Cases of the study</source>
   <translation>Fälle der Studie</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Recompute the comparison</source>
   <translation>Vergleich neu berechnen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Save the comparison report</source>
   <translation>Bericht des Vergleichs speichern</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Recalibrate the model on the study's patients</source>
   <translation>Modell an den Patienten der Studie rekalibrieren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Save the rule that answers low, uncertain or high</source>
   <translation>Die Regel mit den Antworten niedrig, unsicher oder hoch speichern</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Merge finished packets</source>
   <translation>Fertige Befundpakete zusammenführen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>New study from images and a clinical sheet</source>
   <translation>Neue Studie aus Bildern und einer klinischen Tabelle</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Pause or resume predicting</source>
   <translation>Vorhersagen unterbrechen oder fortsetzen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Stop predicting</source>
   <translation>Vorhersagen anhalten</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Add patients, spots or outcomes to the study</source>
   <translation>Patienten, Spots oder Verläufe zur Studie hinzufügen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Import reads from a table</source>
   <translation>Befundungen aus einer Tabelle importieren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Import predictions of a run or the queue</source>
   <translation>Vorhersagen eines Laufs oder der Warteschlange importieren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Locate moved images</source>
   <translation>Verschobene Bilder suchen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Export the study as tables</source>
   <translation>Studie als Tabellen exportieren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>View</source>
   <translation>Ansicht</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Heatmap</source>
   <translation>Heatmap</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Grid</source>
   <translation>Raster</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Saved regions</source>
   <translation>Gespeicherte Bereiche</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Cores of the microarray</source>
   <translation>Stanzen des Mikroarrays</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Show the map of unfamiliar tissue, or the previous map</source>
   <translation>Karte des unbekannten Gewebes oder vorherige Karte anzeigen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Decrease heatmap opacity</source>
   <translation>Deckkraft der Heatmap verringern</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Increase heatmap opacity</source>
   <translation>Deckkraft der Heatmap erhöhen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Fit to window</source>
   <translation>In das Fenster einpassen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Zoom to 1:1</source>
   <translation>Auf 1:1 zoomen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Zoom in</source>
   <translation>Vergrößern</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Zoom out</source>
   <translation>Verkleinern</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Move the view to the left</source>
   <translation>Ansicht nach links verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Move the view to the right</source>
   <translation>Ansicht nach rechts verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Move the view up</source>
   <translation>Ansicht nach oben verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Move the view down</source>
   <translation>Ansicht nach unten verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Rotate the view by 90° to the right</source>
   <translation>Ansicht um 90° nach rechts drehen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Rotate the view by 90° to the left</source>
   <translation>Ansicht um 90° nach links drehen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Show the image upright, as in its file</source>
   <translation>Bild ungedreht zeigen, wie in der Datei</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Show the colours of the file again</source>
   <translation>Wieder die Farben der Datei zeigen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Ruler: drag to measure</source>
   <translation>Lineal: zum Messen ziehen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>List of cores</source>
   <translation>Liste der Stanzen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Describe the view in words</source>
   <translation>Ansicht in Worten beschreiben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Advanced: curve, tile orders, layers, log odds, devices</source>
   <translation>Erweitert: Kurve, Reihenfolgen der Kacheln, Schichten, Log-Odds, Geräte</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Switch between dark and light theme</source>
   <translation>Zwischen dunklem und hellem Farbschema wechseln</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Full screen</source>
   <translation>Vollbild</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Measurements and notes</source>
   <translation>Messungen und Notizen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Area: draw around it</source>
   <translation>Fläche: zum Messen umfahren</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Take back the last point drawn with keys</source>
   <translation>Letzten mit Tasten gezeichneten Punkt zurücknehmen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Add a note under the pointer, or in the middle of the view</source>
   <translation>Notiz unter dem Mauszeiger oder in der Mitte der Ansicht hinzufügen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Show measurements and notes</source>
   <translation>Messungen und Notizen zeigen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Export measurements and notes (table, GeoJSON)</source>
   <translation>Messungen und Notizen exportieren (Tabelle, GeoJSON)</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Delete all measurements and notes of the image</source>
   <translation>Alle Messungen und Notizen des Bildes löschen</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Tile</source>
   <translation>Kachel</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Next tile to the left, or move the region</source>
   <translation>Nächste Kachel nach links, oder den Bereich verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Next tile to the right, or move the region</source>
   <translation>Nächste Kachel nach rechts, oder den Bereich verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Next tile up, or move the region</source>
   <translation>Nächste Kachel nach oben, oder den Bereich verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Next tile down, or move the region</source>
   <translation>Nächste Kachel nach unten, oder den Bereich verschieben</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Help</source>
   <translation>Hilfe</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Help for this view</source>
   <translation>Hilfe zu dieser Ansicht</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Command list</source>
   <translation>Befehlsliste</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Tour of the window in five steps</source>
   <translation>Rundgang durch das Fenster in fünf Schritten</translation>
  </message>
  <message>
   <location filename="app/actions/action_table.py" />
   <source>Lecture: recurrent networks, computed</source>
   <translation>Vorlesung: rekurrente Netze, berechnet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>orange to teal, death to survival</source>
   <translation>Orange bis Petrol, Tod bis Überleben</translation>
  </message>
  <message>
   <location filename="model" />
   <source>blue to yellow, by sign</source>
   <translation>Blau bis Gelb, nach Vorzeichen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Hidden state, norm</source>
   <translation>Verborgener Zustand, Norm</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Hidden state, change</source>
   <translation>Verborgener Zustand, Änderung</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Hidden state, one unit</source>
   <translation>Verborgener Zustand, eine Einheit</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Attention</source>
   <translation>Aufmerksamkeit</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Contribution</source>
   <translation>Beitrag</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Change by removal</source>
   <translation>Änderung durch Entfernen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Occlusion</source>
   <translation>Verdeckung</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Occlusion of regions</source>
   <translation>Verdeckung von Bereichen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Occlusion, 3 x 3 tiles</source>
   <translation>Verdeckung, 3 × 3 Kacheln</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Integrated gradients</source>
   <translation>Integrierte Gradienten</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Memory reach</source>
   <translation>Reichweite des Gedächtnisses</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Hidden state</source>
   <translation>Verborgener Zustand</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Memory state</source>
   <translation>Gedächtniszustand</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Forget gate</source>
   <translation>Vergessens-Gate</translation>
  </message>
  <message>
   <location filename="model" />
   <source>|h|</source>
   <translation>|h|</translation>
  </message>
  <message>
   <location filename="model" />
   <source>|Δh|</source>
   <translation>|Δh|</translation>
  </message>
  <message>
   <location filename="model" />
   <source>h</source>
   <translation>h</translation>
  </message>
  <message>
   <location filename="model" />
   <source>share</source>
   <translation>Anteil</translation>
  </message>
  <message>
   <location filename="model" />
   <source>log odds</source>
   <translation>Log-Odds</translation>
  </message>
  <message>
   <location filename="model" />
   <source>x limit</source>
   <translation>x Grenze</translation>
  </message>
  <message>
   <location filename="model" />
   <source>|dlogit/dh|</source>
   <translation>|dlogit/dh|</translation>
  </message>
  <message>
   <location filename="model" />
   <source>probability</source>
   <translation>Wahrscheinlichkeit</translation>
  </message>
  <message>
   <location filename="model" />
   <source>C</source>
   <translation>C</translation>
  </message>
  <message>
   <location filename="model" />
   <source>share kept</source>
   <translation>behaltener Anteil</translation>
  </message>
  <message>
   <location filename="model" />
   <source>AUC, outcome known at the horizon</source>
   <translation>AUC, Verlauf am Horizont bekannt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>AUC, weighted for censoring</source>
   <translation>AUC, für Zensierung gewichtet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>C-index (Harrell)</source>
   <translation>C-Index (Harrell)</translation>
  </message>
  <message>
   <location filename="model" />
   <source>C-index (Uno)</source>
   <translation>C-Index (Uno)</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Hazard ratio at the threshold</source>
   <translation>Hazard Ratio an der Schwelle</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Hazard ratio per SD</source>
   <translation>Hazard Ratio je SD</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Sensitivity</source>
   <translation>Sensitivität</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Specificity</source>
   <translation>Spezifität</translation>
  </message>
  <message>
   <location filename="model" />
   <source>PPV</source>
   <translation>PPW</translation>
  </message>
  <message>
   <location filename="model" />
   <source>NPV</source>
   <translation>NPW</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Brier score</source>
   <translation>Brier-Score</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Observed / expected</source>
   <translation>Beobachtet / erwartet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Calibration slope</source>
   <translation>Steigung der Kalibrierung</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Calibration intercept (slope 1)</source>
   <translation>Achsenabschnitt der Kalibrierung (Steigung 1)</translation>
  </message>
  <message>
   <location filename="model" />
   <source>ICI</source>
   <translation>ICI</translation>
  </message>
  <message>
   <location filename="model" />
   <source>E50</source>
   <translation>E50</translation>
  </message>
  <message>
   <location filename="model" />
   <source>E90</source>
   <translation>E90</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Fine and Gray's subdistribution hazard ratio, Breslow's method for ties, robust 95 % interval</source>
   <translation>Subdistributions-Hazard-Ratio nach Fine und Gray, Breslows Methode für Bindungen, robustes 95-%-Intervall</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Gray's test of the cumulative incidence of the event, rho 0</source>
   <translation>Gray-Test der kumulativen Inzidenz des Ereignisses, rho 0</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>NVIDIA GPU, then Apple GPU, then CPU</source>
   <translation>NVIDIA-GPU, dann Apple-GPU, dann CPU</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>torch has CUDA but finds no NVIDIA GPU or no working driver</source>
   <translation>torch hat CUDA, findet aber keine NVIDIA-GPU oder keinen funktionierenden Treiber</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>chosen automatically ({1})</source>
   <translation>automatisch gewählt ({1})</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>The device {1} cannot be used here{2}.</source>
   <translation>Das Gerät {1} kann hier nicht verwendet werden{2}.</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>Use auto, or one of: {1}.</source>
   <translation>Verwenden Sie auto oder eines von: {1}.</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>{1}, corrected</source>
   <translation>{1}, korrigiert</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>this torch is built without CUDA</source>
   <translation>dieses torch ist ohne CUDA gebaut</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>there is an NVIDIA GPU, but it was not requested</source>
   <translation>eine NVIDIA-GPU ist vorhanden, wurde aber nicht verlangt</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>{1} is not installed on this computer, and encoders from files need it.</source>
   <translation>{1} ist auf diesem Computer nicht installiert, und Encoder aus Dateien benötigen es.</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>Install openvino, or choose a model with another backbone.</source>
   <translation>Installieren Sie openvino, oder wählen Sie ein Modell mit einem anderen Backbone.</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>The policy of this computer allows only {1}, and none of these is available.</source>
   <translation>Die Richtlinie dieses Computers erlaubt nur {1}, und nichts davon ist verfügbar.</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>Ask the administrator of this computer.</source>
   <translation>Fragen Sie den Administrator dieses Computers.</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>chosen automatically ({1} only, for an encoder from a file)</source>
   <translation>automatisch gewählt (nur {1}, für einen Encoder aus einer Datei)</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>This computer's policy forbids the device {1}.</source>
   <translation>Die Richtlinie dieses Computers verbietet das Gerät {1}.</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>The device {1} cannot compute an encoder from a file: only {2} reads it.</source>
   <translation>Das Gerät {1} kann keinen Encoder aus einer Datei berechnen: Nur {2} liest ihn.</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>OpenVINO</source>
   <translation>OpenVINO</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>fast or exact</source>
   <translation>schnell oder exakt</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>{1} with {2} has no {3} arithmetic.</source>
   <translation>{1} mit {2} hat keine {3}-Arithmetik.</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>Choose {1}, or another device: histocast doctor lists them.</source>
   <translation>Wählen Sie {1} oder ein anderes Gerät: histocast doctor listet sie auf.</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>Apple GPU</source>
   <translation>Apple-GPU</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>; no GPU: {1}</source>
   <translation>; keine GPU: {1}</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>The NPU has no float32, so it cannot be exact.</source>
   <translation>Die NPU hat kein float32 und kann deshalb nicht exakt sein.</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>Choose fast, or another device.</source>
   <translation>Wählen Sie schnell oder ein anderes Gerät.</translation>
  </message>
  <message>
   <location filename="model/backbone/devices.py" />
   <source>chosen by the user</source>
   <translation>vom Benutzer gewählt</translation>
  </message>
  <message>
   <location filename="model/base/cache_limits.py" />
   <source>The sizes of the feature cache in {1} cannot be read.</source>
   <translation>Die Größen des Zwischenspeichers der Merkmale in {1} können nicht gelesen werden.</translation>
  </message>
  <message>
   <location filename="model/base/cache_limits.py" />
   <source>Delete this file, and set the sizes again with: histocast cache limit</source>
   <translation>Löschen Sie diese Datei, und legen Sie die Größen erneut fest mit: histocast cache limit</translation>
  </message>
  <message>
   <location filename="model/base/cache_limits.py" />
   <source>The policy of this computer sets the size of the cache for {1} to {2} GB.</source>
   <translation>Die Richtlinie dieses Computers setzt die Größe des Zwischenspeichers für {1} auf {2} GB.</translation>
  </message>
  <message>
   <location filename="model/base/cache_limits.py" />
   <source>Ask the administrator of this computer for another size.</source>
   <translation>Bitten Sie den Administrator dieses Computers um eine andere Größe.</translation>
  </message>
  <message>
   <location filename="model/base/errors.py" />
   <source>{1} cannot be read ({2}).</source>
   <translation>{1} kann nicht gelesen werden ({2}).</translation>
  </message>
  <message>
   <location filename="model/base/errors.py" />
   <source>Check that the disk with this file is connected and has free space. If it is, the file is damaged: use a backup copy. To save the readable contents of a study, use: histocast study rescue.</source>
   <translation>Prüfen Sie, ob der Datenträger mit dieser Datei verbunden ist und freien Speicherplatz hat. Wenn ja, ist die Datei beschädigt: Verwenden Sie eine Sicherungskopie. Den lesbaren Inhalt einer Studie sichern Sie mit: histocast study rescue.</translation>
  </message>
  <message>
   <location filename="model/base/files.py" />
   <source>Nothing can be written to {1} ({2}).</source>
   <translation>In {1} kann nichts geschrieben werden ({2}).</translation>
  </message>
  <message>
   <location filename="model/base/files.py" />
   <source>Check the path and your permissions, or choose another folder.</source>
   <translation>Prüfen Sie den Pfad und Ihre Rechte, oder wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <location filename="model/base/finite.py" />
   <source>The model {1} gives no usable result: {2}.</source>
   <translation>Das Modell {1} liefert kein brauchbares Ergebnis: {2}.</translation>
  </message>
  <message>
   <location filename="model/base/finite.py" />
   <source>Nothing was saved. Check the model with histocast bundle verify, copy or download its bundle again, or choose another model.</source>
   <translation>Nichts wurde gespeichert. Prüfen Sie das Modell mit histocast bundle verify, kopieren oder laden Sie sein Modellpaket erneut, oder wählen Sie ein anderes Modell.</translation>
  </message>
  <message>
   <location filename="model/base/policy.py" />
   <source>The policy file {1} is not valid: {2}.</source>
   <translation>Die Richtliniendatei {1} ist ungültig: {2}.</translation>
  </message>
  <message>
   <location filename="model/base/policy.py" />
   <source>Ask the administrator of this computer to correct it; packaging/README.md describes it.</source>
   <translation>Bitten Sie den Administrator dieses Computers, sie zu berichtigen; packaging/README.md beschreibt sie.</translation>
  </message>
  <message>
   <location filename="model/base/probability_text.py" />
   <source>{1} to {2}</source>
   <translation>{1} bis {2}</translation>
  </message>
  <message>
   <location filename="model/bundle/bundle.py" />
   <source>{1} holds a head of kind {2}, which this version does not support.</source>
   <translation>{1} enthält einen Klassifikator der Art {2}, den diese Version nicht unterstützt.</translation>
  </message>
  <message>
   <location filename="model/bundle/bundle.py" />
   <source>Use the program version that made the bundle.</source>
   <translation>Verwenden Sie die Programmversion, die das Modellpaket erstellt hat.</translation>
  </message>
  <message>
   <location filename="model/bundle/bundle.py" />
   <source>The model was not written: {1} after conversion to the bundle's 16-bit or 32-bit numbers.</source>
   <translation>Das Modell wurde nicht geschrieben, denn nach der Umwandlung in die 16- oder 32-Bit-Zahlen des Modellpakets gilt: {1}.</translation>
  </message>
  <message>
   <location filename="model/bundle/bundle.py" />
   <source>Train with a lower learning rate or a higher penalty.</source>
   <translation>Trainieren Sie mit einer kleineren Lernrate oder einem größeren Strafterm.</translation>
  </message>
  <message>
   <location filename="model/bundle/bundle.py" />
   <source>{1} is damaged: its tensors do not fit its manifest ({2}).</source>
   <translation>{1} ist beschädigt: Die Tensoren passen nicht zum Manifest ({2}).</translation>
  </message>
  <message>
   <location filename="model/bundle/bundle.py" />
   <source>Copy or download the bundle again.</source>
   <translation>Kopieren oder laden Sie das Modellpaket erneut.</translation>
  </message>
  <message>
   <location filename="model/bundle/calibration_layer.py" />
   <source>{1} {2} has no calibration layer.</source>
   <translation>{1} {2} hat keine Kalibrierungsschicht.</translation>
  </message>
  <message>
   <location filename="model/bundle/calibration_layer.py" />
   <source>There is nothing to do.</source>
   <translation>Es gibt nichts zu tun.</translation>
  </message>
  <message>
   <location filename="model/bundle/cohort_images.py" />
   <source>The list of images that {1} was trained on is damaged.</source>
   <translation>Die Liste der Bilder, an denen {1} trainiert wurde, ist beschädigt.</translation>
  </message>
  <message>
   <location filename="model/bundle/cohort_images.py" />
   <source>Get the bundle from its source again, or train it again.</source>
   <translation>Holen Sie das Modellpaket erneut von der Quelle, oder trainieren Sie es neu.</translation>
  </message>
  <message>
   <location filename="model/bundle/copy.py" />
   <source>{1} is not the name of a bundle.</source>
   <translation>{1} ist kein Name eines Modellpakets.</translation>
  </message>
  <message>
   <location filename="model/bundle/copy.py" />
   <source>Give a name that ends in {1}.</source>
   <translation>Geben Sie einen Namen an, der auf {1} endet.</translation>
  </message>
  <message>
   <location filename="model/bundle/copy.py" />
   <source>{1} is the original bundle. It cannot be overwritten, because the hash of its file identifies it.</source>
   <translation>{1} ist das Modellpaket selbst, das nicht überschrieben werden kann: Seine Prüfsumme kennzeichnet es.</translation>
  </message>
  <message>
   <location filename="model/bundle/copy.py" />
   <source>Give another name for the copy.</source>
   <translation>Geben Sie der Kopie einen anderen Namen.</translation>
  </message>
  <message>
   <location filename="model/bundle/copy.py" />
   <source>{1} already exists.</source>
   <translation>{1} ist bereits vorhanden.</translation>
  </message>
  <message>
   <location filename="model/bundle/copy.py" />
   <source>Give another name, or remove the existing file first.</source>
   <translation>Geben Sie einen anderen Namen an, oder entfernen Sie die Datei zuerst.</translation>
  </message>
  <message>
   <location filename="model/bundle/copy.py" />
   <source>{1} could not be written ({2}).</source>
   <translation>{1} konnte nicht geschrieben werden ({2}).</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>replaced by blank glass</source>
   <translation>durch leeres Glas ersetzt</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>, hazards of {1} intervals up to {2} years</source>
   <translation>, Hazards von {1} Intervallen bis {2} Jahre</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>{1} on {2} pooling of {3} features per tile</source>
   <translation>{1} auf {2}-Pooling von {3} Merkmalen je Kachel</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>ensemble of {1}:</source>
   <translation>Ensemble aus {1}:</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>, mean over all steps</source>
   <translation>, Mittel über alle Schritte</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>, one log hazard with a baseline</source>
   <translation>, ein Log-Hazard mit Basiskurve</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>Elman RNN</source>
   <translation>Elman-RNN</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>unknown head</source>
   <translation>unbekannter Kopf</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>after the first {1}</source>
   <translation>nach den ersten {1}</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>gated attention</source>
   <translation>Gated Attention</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>pooled classifier</source>
   <translation>Klassifikator auf gepoolten Merkmalen</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>{1} of {2} units on {3} features</source>
   <translation>{1} mit {2} Einheiten auf {3} Merkmalen</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>{1}{2} of {3} units on {4} features{5}{6}</source>
   <translation>{1}{2} mit {3} Einheiten auf {4} Merkmalen{5}{6}</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>left out of the sequence, because the model skips glass</source>
   <translation>aus der Folge ausgelassen, weil das Modell Glas überspringt</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>gated attention of {1} units on {2} features{3}</source>
   <translation>Gated Attention mit {1} Einheiten auf {2} Merkmalen{3}</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>left out, because the model skips glass</source>
   <translation>ausgelassen, weil das Modell Glas überspringt</translation>
  </message>
  <message>
   <location filename="model/bundle/heads/head_table.py" />
   <source>left out of the pool</source>
   <translation>aus dem Pool ausgelassen</translation>
  </message>
  <message>
   <location filename="model/bundle/installed.py" />
   <source>No bundle is called {1}. Installed: {2}.</source>
   <translation>Kein Modellpaket heißt {1}. Installiert: {2}.</translation>
  </message>
  <message>
   <location filename="model/bundle/installed.py" />
   <source>Give an installed name or a .safetensors file.</source>
   <translation>Geben Sie einen installierten Namen oder eine .safetensors-Datei an.</translation>
  </message>
  <message>
   <location filename="model/bundle/installed.py" />
   <source>{1} is not the expected file: its SHA-256 is {2}, not {3}.</source>
   <translation>{1} ist nicht die erwartete Datei: Ihr SHA-256 ist {2}, nicht {3}.</translation>
  </message>
  <message>
   <location filename="model/bundle/installed.py" />
   <source>Install the program again.</source>
   <translation>Installieren Sie das Programm neu.</translation>
  </message>
  <message>
   <location filename="model/bundle/manifest.py" />
   <source>{1} is not a usable bundle: {2}.</source>
   <translation>{1} ist kein brauchbares Modellpaket: {2}.</translation>
  </message>
  <message>
   <location filename="model/bundle/manifest.py" />
   <source>Copy or download the bundle again, or choose another bundle.</source>
   <translation>Kopieren oder laden Sie das Modellpaket erneut, oder wählen Sie ein anderes.</translation>
  </message>
  <message>
   <location filename="model/bundle/manifest.py" />
   <source>The card of {1} cannot be written: {2}.</source>
   <translation>Die Karte von {1} kann nicht geschrieben werden: {2}.</translation>
  </message>
  <message>
   <location filename="model/bundle/manifest.py" />
   <source>Train or calibrate the model again; such a bundle could not be used.</source>
   <translation>Trainieren oder kalibrieren Sie das Modell erneut; ein solches Modellpaket wäre nicht verwendbar.</translation>
  </message>
  <message>
   <location filename="model/bundle/manifest.py" />
   <source>{1} is a bundle of format version {2}; this program reads versions {3} to {4}.</source>
   <translation>{1} ist ein Modellpaket der Formatversion {2}; dieses Programm liest die Versionen {3} bis {4}.</translation>
  </message>
  <message>
   <location filename="model/bundle/manifest.py" />
   <source>Use the program version that made the bundle, or train the model again with this version.</source>
   <translation>Verwenden Sie die Programmversion, die das Modellpaket erstellt hat, oder trainieren Sie es mit dieser neu.</translation>
  </message>
  <message>
   <location filename="model/bundle/manifest.py" />
   <source>There is no bundle file {1}.</source>
   <translation>Es gibt kein Modellpaket {1}.</translation>
  </message>
  <message>
   <location filename="model/bundle/manifest.py" />
   <source>Check the path, or give the name of an installed bundle (histocast bundle list).</source>
   <translation>Prüfen Sie den Pfad, oder geben Sie den Namen eines installierten Modellpakets an (histocast bundle list).</translation>
  </message>
  <message>
   <location filename="model/bundle/manifest.py" />
   <source>Check the file's permissions.</source>
   <translation>Prüfen Sie die Rechte der Datei.</translation>
  </message>
  <message>
   <location filename="model/bundle/record.py" />
   <source>random orders</source>
   <translation>zufällige Reihenfolgen</translation>
  </message>
  <message>
   <location filename="model/bundle/record.py" />
   <source>{1} {2}: {3}, SD {4}</source>
   <translation>{1} {2}: {3}, SD {4}</translation>
  </message>
  <message>
   <location filename="model/bundle/record.py" />
   <source>{1}; {2} gave the other risk group</source>
   <translation>{1}; {2} ergaben die andere Risikogruppe</translation>
  </message>
  <message>
   <location filename="model/bundle/stability.py" />
   <source>caution if the SD of the probability over the orders is above {1} or {2} the other risk group</source>
   <translation>Vorsicht, wenn die SD der Wahrscheinlichkeit über die Reihenfolgen über {1} liegt oder wenn die andere Risikogruppe {2}</translation>
  </message>
  <message>
   <location filename="model/bundle/stability.py" />
   <source>{1} {2} are not an SD and a number of orders</source>
   <translation>{1} {2} sind keine SD und keine Anzahl von Reihenfolgen</translation>
  </message>
  <message>
   <location filename="model/bundle/stability.py" />
   <source>{1}.sd {2} is not a number from 0 to 1</source>
   <translation>{1}.sd {2} ist keine Zahl von 0 bis 1</translation>
  </message>
  <message>
   <location filename="model/bundle/stability.py" />
   <source>{1}.other_group {2} is not a number of orders</source>
   <translation>{1}.other_group {2} ist keine Anzahl von Reihenfolgen</translation>
  </message>
  <message>
   <location filename="model/bundle/stability.py" />
   <source>more than {1} give</source>
   <translation>von mehr als {1} ergeben wird</translation>
  </message>
  <message>
   <location filename="model/bundle/stability.py" />
   <source>any order gives</source>
   <translation>von irgendeiner Reihenfolge ergeben wird</translation>
  </message>
  <message>
   <location filename="model/bundle/tensors.py" />
   <source>{1} cannot be used: {2}.</source>
   <translation>{1} kann nicht verwendet werden: {2}.</translation>
  </message>
  <message>
   <location filename="model/bundle/tensors.py" />
   <source>Copy or download the bundle again, train it again, or choose another bundle.</source>
   <translation>Kopieren oder laden Sie das Modellpaket erneut, trainieren Sie es neu, oder wählen Sie ein anderes.</translation>
  </message>
  <message>
   <location filename="model/bundle/tensors.py" />
   <source>{1} is damaged: its tensors cannot be read ({2}).</source>
   <translation>{1} ist beschädigt: Die Tensoren können nicht gelesen werden ({2}).</translation>
  </message>
  <message>
   <location filename="model/comparison/adjusted.py" />
   <source>no patient has a value of the rater and of every covariate</source>
   <translation>kein Patient hat einen Wert des Beurteilers und jeder Kovariate</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>at most {1} of the patients with the answer low have the event by {2}</source>
   <translation>höchstens {1} der Patienten mit der Antwort niedrig haben das Ereignis bis {2}</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>at most {1} of the patients with the answer high do not have the event by {2}</source>
   <translation>höchstens {1} der Patienten mit der Antwort hoch haben das Ereignis bis {2} nicht</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>In groups of patients like those that the rule was fitted to, on average {1}.{2} This is a property of the group. It does not say how likely one patient is to have the event.</source>
   <translation>In Gruppen von Patienten wie jenen, an die die Regel angepasst wurde, im Mittel {1}.{2} Dies ist eine Eigenschaft der Gruppe. Es sagt nicht, wie wahrscheinlich das Ereignis bei einem einzelnen Patienten ist.</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>With an accepted error rate of {1}, the answer is uncertain for every patient.</source>
   <translation>Bei einer zulässigen Fehlerrate von {1} ist die Antwort für jeden Patienten unsicher.</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>The answer {1} is never given with this accepted error rate.</source>
   <translation>Die Antwort {1} wird bei dieser zulässigen Fehlerrate nie gegeben.</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>The rule of three answers cannot be fitted to patients on whom the model was trained: its error rates would be too low. {1}</source>
   <translation>Die Regel für drei Antworten kann nicht an Patienten angepasst werden, an denen das Modell trainiert wurde: Ihre Fehlerraten wären zu niedrig. {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>Fit the rule to other patients.</source>
   <translation>Passen Sie die Regel an andere Patienten an.</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>The rule of three answers was fitted for another model: {1}.</source>
   <translation>Die Regel für drei Antworten wurde für ein anderes Modell angepasst: {1}.</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>To fit a rule for this model, leave out --rule.</source>
   <translation>Um eine Regel für dieses Modell anzupassen, lassen Sie --rule weg.</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>The horizon of the rule is in {1}, but the times of the table are in {2}.</source>
   <translation>Der Horizont der Regel ist in {1}, die Zeiten der Tabelle sind in {2}.</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>Give the unit with --time-unit, or fit a rule to this table.</source>
   <translation>Geben Sie die Einheit mit --time-unit an, oder passen Sie eine Regel an diese Tabelle an.</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>no patient has this answer</source>
   <translation>niemand hat diese Antwort</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>Three answers need a model that gives a probability.</source>
   <translation>Drei Antworten benötigen ein Modell, das eine Wahrscheinlichkeit angibt.</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>Name the model with --model, and give its kind with --kind NAME=probability.</source>
   <translation>Nennen Sie das Modell mit --model und seine Art mit --kind NAME=probability.</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>Kaplan-Meier</source>
   <translation>Kaplan-Meier</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>Aalen-Johansen</source>
   <translation>Aalen-Johansen</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>one without a note</source>
   <translation>eines ohne Angabe</translation>
  </message>
  <message>
   <location filename="model/comparison/answers.py" />
   <source>an unknown unit</source>
   <translation>einer unbekannten Einheit</translation>
  </message>
  <message>
   <location filename="model/comparison/build.py" />
   <source>fewer than two of the raters are readers with a threshold</source>
   <translation>weniger als zwei der Beurteiler sind Befunder mit einer Schwelle</translation>
  </message>
  <message>
   <location filename="model/comparison/build.py" />
   <source>There are no patients, or no raters, to compare.</source>
   <translation>Es gibt keine Patienten oder keine Beurteiler zu vergleichen.</translation>
  </message>
  <message>
   <location filename="model/comparison/build.py" />
   <source>Specify at least one rater, and check that the table has patients.</source>
   <translation>Geben Sie mindestens einen Beurteiler an, und prüfen Sie, ob die Tabelle Patienten enthält.</translation>
  </message>
  <message>
   <location filename="model/comparison/build.py" />
   <source>The horizon must be a finite number greater than 0.</source>
   <translation>Der Horizont muss eine endliche Zahl größer als 0 sein.</translation>
  </message>
  <message>
   <location filename="model/comparison/build.py" />
   <source>Give a horizon: the follow-up time at which the outcome is judged, such as 5.</source>
   <translation>Geben Sie einen Horizont an: die Nachbeobachtungszeit, zu der der Verlauf beurteilt wird, etwa 5.</translation>
  </message>
  <message>
   <location filename="model/comparison/build.py" />
   <source>The prevalence must lie between 0 and 1.</source>
   <translation>Die Prävalenz muss zwischen 0 und 1 liegen.</translation>
  </message>
  <message>
   <location filename="model/comparison/build.py" />
   <source>Give the share with the event, such as 0.35.</source>
   <translation>Geben Sie den Anteil mit dem Ereignis an, etwa 0.35.</translation>
  </message>
  <message>
   <location filename="model/comparison/build.py" />
   <source>There is no rater {1} to combine.</source>
   <translation>Es gibt keinen Beurteiler {1} zum Kombinieren.</translation>
  </message>
  <message>
   <location filename="model/comparison/build.py" />
   <source>The raters are {1}.</source>
   <translation>Die Beurteiler sind {1}.</translation>
  </message>
  <message>
   <location filename="model/comparison/build.py" />
   <source>one of the two raters has no threshold</source>
   <translation>einer der beiden Beurteiler hat keine Schwelle</translation>
  </message>
  <message>
   <location filename="model/comparison/complete_case.py" />
   <source>the probabilities of patients with and without the event do not overlap, or all are equal</source>
   <translation>die Wahrscheinlichkeiten der beiden Gruppen überlappen nicht, oder alle sind gleich</translation>
  </message>
  <message>
   <location filename="model/comparison/complete_case.py" />
   <source>no patient is known to be without an event</source>
   <translation>von keinem Patienten ist bekannt, dass er ohne Ereignis ist</translation>
  </message>
  <message>
   <location filename="model/comparison/data/column_plan.py" />
   <source>{1} does not name a rater.</source>
   <translation>{1} nennt keinen Beurteiler.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/column_plan.py" />
   <source>Write NAME=COLUMN, or NAME=COLUMN:threshold.</source>
   <translation>Schreiben Sie NAME=COLUMN oder NAME=COLUMN:threshold.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/column_plan.py" />
   <source>{1} does not name both a column and a value.</source>
   <translation>{1} nennt nicht sowohl eine Spalte als auch einen Wert.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/column_plan.py" />
   <source>Write COLUMN=VALUE.</source>
   <translation>Schreiben Sie COLUMN=VALUE.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/column_plan.py" />
   <source>{1} is not a kind of rater.</source>
   <translation>{1} ist keine Art von Beurteiler.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/column_plan.py" />
   <source>Kinds are {1}.</source>
   <translation>Mögliche Arten sind {1}.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/column_plan.py" />
   <source>{1} is no threshold.</source>
   <translation>{1} ist keine Schwelle.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/column_plan.py" />
   <source>Give a number, median or youden as the threshold.</source>
   <translation>Geben Sie als Schwelle eine Zahl, median oder youden an.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/column_plan.py" />
   <source>--{1} names {2}, which is not a rater.</source>
   <translation>--{1} nennt {2}, das ist aber kein Beurteiler.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/column_plan.py" />
   <source>Write NAME=COLUMN; the raters are {1}.</source>
   <translation>Schreiben Sie NAME=COLUMN; die Beurteiler sind {1}.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/column_plan.py" />
   <source>--informed {1} does not name a rater and the column of its informed reads.</source>
   <translation>--informed {1} nennt nicht einen Beurteiler und die Spalte seiner informierten Befundungen.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/followed.py" />
   <source>Say which value means the event, for example --event {1}={2}.</source>
   <translation>Geben Sie an, welcher Wert das Ereignis bedeutet, etwa --event {1}={2}.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/followed.py" />
   <source>Say which value means a death of another cause, for example --other-cause {1}={2}.</source>
   <translation>Geben Sie an, welcher Wert einen Tod aus anderer Ursache bedeutet, etwa --other-cause {1}={2}.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/followed.py" />
   <source>The comparison needs one row per patient: first combine the spots of each patient into one row.</source>
   <translation>Der Vergleich benötigt eine Zeile je Patient: Fassen Sie zuerst die Spots jedes Patienten in einer Zeile zusammen.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/followed.py" />
   <source>Write the id of each patient in one way; 007 and 7 are not treated as the same patient.</source>
   <translation>Schreiben Sie die ID jedes Patienten einheitlich; 007 und 7 gelten nicht als derselbe Patient.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/followed.py" />
   <source>Name deaths of another cause with --other-cause {1}=VALUE.</source>
   <translation>Nennen Sie Todesfälle aus anderer Ursache mit --other-cause {1}=VALUE.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/followed.py" />
   <source>{1} has patients with the event who died of another cause.</source>
   <translation>{1} hat Patienten mit dem Ereignis, die an anderer Ursache starben.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/followed.py" />
   <source>Correct these lines, or say which values are meant: --event COLUMN=VALUE, --other-cause COLUMN=VALUE.</source>
   <translation>Berichtigen Sie diese Zeilen, oder geben Sie an, welche Werte gemeint sind: --event COLUMN=VALUE, --other-cause COLUMN=VALUE.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/followed.py" />
   <source>line {1}: {2} says event, {3} says death of another cause</source>
   <translation>Zeile {1}: {2} sagt Ereignis, {3} sagt Tod aus anderer Ursache</translation>
  </message>
  <message>
   <location filename="model/comparison/data/followed.py" />
   <source>{1} has patients in more than one row.</source>
   <translation>{1} hat Patienten in mehr als einer Zeile.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/followed.py" />
   <source>{1} has patient ids that are the same number written in two ways.</source>
   <translation>{1} hat Patienten-IDs, die dieselbe Zahl in zwei Schreibweisen sind.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/followed.py" />
   <source>line {1}: {2}</source>
   <translation>Zeile {1}: {2}</translation>
  </message>
  <message>
   <location filename="model/comparison/data/origin.py" />
   <source>internal or external: not stated</source>
   <translation>intern oder extern: nicht angegeben</translation>
  </message>
  <message>
   <location filename="model/comparison/data/origin.py" />
   <source>not stated</source>
   <translation>nicht angegeben</translation>
  </message>
  <message>
   <location filename="model/comparison/data/origin.py" />
   <source>the user did not specify which, and no list of the model's images was compared</source>
   <translation>nichts wurde angegeben, und keine Liste der Bilder des Modells wurde verglichen</translation>
  </message>
  <message>
   <location filename="model/comparison/data/origin.py" />
   <source>LEAKAGE: the model was trained or tuned on {1} of these {2} patients; the results here do not test the model. Leave out these patients, or use another cohort.</source>
   <translation>DATENLECK: Das Modell wurde an {1} dieser {2} Patienten trainiert oder abgestimmt; die Ergebnisse hier prüfen das Modell nicht. Lassen Sie diese Patienten aus, oder verwenden Sie eine andere Kohorte.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/origin.py" />
   <source>Validation: {1} ({2}{3}).</source>
   <translation>Validierung: {1} ({2}{3}).</translation>
  </message>
  <message>
   <location filename="model/comparison/data/origin.py" />
   <source>images of these patients are in the model's cohort</source>
   <translation>Bilder dieser Patienten gehören zur Kohorte des Modells</translation>
  </message>
  <message>
   <location filename="model/comparison/data/origin.py" />
   <source>no image of these patients is in the model's cohort; other images of the same patients are not known</source>
   <translation>kein Bild dieser Patienten gehört zur Kohorte des Modells; andere Bilder derselben Patienten sind nicht bekannt</translation>
  </message>
  <message>
   <location filename="model/comparison/data/origin.py" />
   <source>the model's file lists no images of its cohort</source>
   <translation>die Datei des Modells führt keine Bilder seiner Kohorte auf</translation>
  </message>
  <message>
   <location filename="model/comparison/data/origin.py" />
   <source>{1} was trained on this table</source>
   <translation>{1} wurde an dieser Tabelle trainiert</translation>
  </message>
  <message>
   <location filename="model/comparison/data/origin.py" />
   <source>stated by the user</source>
   <translation>vom Benutzer angegeben</translation>
  </message>
  <message>
   <location filename="model/comparison/data/origin.py" />
   <source>patient was</source>
   <translation>Patient</translation>
  </message>
  <message>
   <location filename="model/comparison/data/origin.py" />
   <source>patients were</source>
   <translation>Patienten</translation>
  </message>
  <message>
   <location filename="model/comparison/data/origin.py" />
   <source>; {1} in the model's test set</source>
   <translation>; {1} im Testsatz des Modells</translation>
  </message>
  <message>
   <location filename="model/comparison/data/rater_table.py" />
   <source>A patient has two rows in the table.</source>
   <translation>Ein Patient hat zwei Zeilen in der Tabelle.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/rater_table.py" />
   <source>Write one row per patient.</source>
   <translation>Schreiben Sie eine Zeile je Patient.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/rater_table.py" />
   <source>A rater, a covariate or the follow-up has more or fewer values than there are patients.</source>
   <translation>Ein Beurteiler, eine Kovariate oder die Nachbeobachtung hat mehr oder weniger Werte, als es Patienten gibt.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/rater_table.py" />
   <source>Give every patient a value.</source>
   <translation>Geben Sie für jeden Patienten einen Wert an.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/rater_table.py" />
   <source>A time of follow-up is missing or negative.</source>
   <translation>Eine Nachbeobachtungszeit fehlt oder ist negativ.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/rater_table.py" />
   <source>Leave out patients without a valid time of follow-up.</source>
   <translation>Lassen Sie solche Patienten aus.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/rater_table.py" />
   <source>Two raters, or two covariates, have the same name.</source>
   <translation>Zwei Beurteiler oder zwei Kovariablen haben denselben Namen.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/rater_table.py" />
   <source>Give each rater and each covariate its own name.</source>
   <translation>Geben Sie jedem Beurteiler und jeder Kovariable einen eigenen Namen.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>No row of {1} can be used.</source>
   <translation>Keine Zeile von {1} kann verwendet werden.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>Correct the table, or say which value means an event with --event COLUMN=VALUE.</source>
   <translation>Berichtigen Sie die Tabelle, oder geben Sie mit --event COLUMN=VALUE an, welcher Wert ein Ereignis bedeutet.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>{1} has no column {2}.</source>
   <translation>{1} hat keine Spalte {2}.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>{1} has the values high and low, which are risks, but was given as protective.</source>
   <translation>{1} hat die Werte high und low, also Risiken, wurde aber als protektiv angegeben.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>The covariate {1} is categorical, with {2} different values.</source>
   <translation>Die Kovariable {1} ist kategorial und hat {2} verschiedene Werte.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>The column {1} of {2} contains text instead of numbers</source>
   <translation>Die Spalte {1} von {2} enthält Text statt Zahlen</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>{1} has numbers that can be understood in two ways.</source>
   <translation>{1} hat Zahlen, die auf zwei Arten verstanden werden können.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>Write all numbers with the same decimal mark and without marks between thousands, or save the table as XLSX.</source>
   <translation>Schreiben Sie alle Zahlen mit demselben Dezimalzeichen und ohne Tausendertrennzeichen, oder speichern Sie die Tabelle als XLSX.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>and {1} more</source>
   <translation>und {1} weitere</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>The column {1} of {2} has no values.</source>
   <translation>Die Spalte {1} von {2} hat keine Werte.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>Give another column.</source>
   <translation>Geben Sie eine andere Spalte an.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>Remove this rater from --protective, or use numbers for its values in the table.</source>
   <translation>Nehmen Sie diesen Beurteiler aus --protective heraus, oder verwenden Sie in der Tabelle Zahlen für seine Werte.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>{1} was given as a {2} ({3}), but {4} of its {5} not.</source>
   <translation>{1} wurde als {2} angegeben ({3}), aber bei {4} von {5} trifft das nicht zu.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>value is</source>
   <translation>Wert</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>values are</source>
   <translation>Werten</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>Remove --kind {1}={2}, or correct the column {3}.</source>
   <translation>Lassen Sie --kind {1}={2} weg, oder berichtigen Sie die Spalte {3}.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>{1} contains text and cannot be divided at numbers.</source>
   <translation>{1} enthält Text und kann nicht an Zahlen unterteilt werden.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>Remove the colon and the numbers after the name of the column.</source>
   <translation>Entfernen Sie den Doppelpunkt und die Zahlen nach dem Namen der Spalte.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>Use numbers, or a category with fewer values.</source>
   <translation>Verwenden Sie Zahlen, oder eine Kategorie mit weniger Werten.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/read_raters.py" />
   <source>Write numbers that increase with the risk (0.45 for 45%), or the words high and low.</source>
   <translation>Schreiben Sie Zahlen, die mit dem Risiko steigen (0.45 für 45 %), oder die Wörter high und low.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/second_reads.py" />
   <source>The informed reads and the blinded reads of {1} are not of the same patients.</source>
   <translation>Die informierten und die verblindeten Befundungen von {1} gehören nicht zu denselben Patienten.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/second_reads.py" />
   <source>The informed reads of {1} do not have one entry for each patient of the table.</source>
   <translation>Die informierten Befundungen von {1} haben nicht einen Eintrag für jeden Patienten der Tabelle.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/second_reads.py" />
   <source>Give one entry per patient; NaN means that there is no read.</source>
   <translation>Geben Sie einen Eintrag je Patient an; NaN bedeutet, dass es keine Befundung gibt.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/second_reads.py" />
   <source>There is no blinded rater {1}.</source>
   <translation>Es gibt keinen verblindeten Beurteiler {1}.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/subgroups.py" />
   <source>The cuts in {1} are not in ascending order.</source>
   <translation>Die Grenzen in {1} sind nicht aufsteigend geordnet.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/subgroups.py" />
   <source>Write the cuts from the lowest to the highest, such as age:60,70.</source>
   <translation>Schreiben Sie die Trennwerte vom kleinsten zum größten, etwa age:60,70.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/subgroups.py" />
   <source>{1} has {2} different values, which are too many groups.</source>
   <translation>{1} hat {2} verschiedene Werte, zu viele für Gruppen.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/subgroups.py" />
   <source>below {1}</source>
   <translation>unter {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/data/subgroups.py" />
   <source>{1} or more</source>
   <translation>{1} oder mehr</translation>
  </message>
  <message>
   <location filename="model/comparison/data/subgroups.py" />
   <source>Group by a property with few values.</source>
   <translation>Gruppieren Sie nach einer Eigenschaft mit wenigen Werten.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/subgroups.py" />
   <source>The patients are grouped twice by the same property.</source>
   <translation>Die Patienten sind zweimal nach derselben Eigenschaft gruppiert.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/subgroups.py" />
   <source>Name each property once.</source>
   <translation>Nennen Sie jede Eigenschaft einmal.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/subgroups.py" />
   <source>A property has more or fewer values than there are patients.</source>
   <translation>Eine Eigenschaft hat mehr oder weniger Werte, als es Patienten gibt.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/thresholds.py" />
   <source>No threshold of {1} can be chosen: no patient has a value.</source>
   <translation>Für {1} kann keine Schwelle gewählt werden: Kein Patient hat einen Wert.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/thresholds.py" />
   <source>No threshold of {1} can be chosen: of the patients whose outcome at the horizon is known, all or none have the event.</source>
   <translation>Für {1} kann keine Schwelle gewählt werden: Von den Patienten, deren Ausgang zum Horizont bekannt ist, haben alle oder keine das Ereignis.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/thresholds.py" />
   <source>Give a number as the threshold, or leave the threshold out.</source>
   <translation>Geben Sie eine Zahl als Schwelle an, oder lassen Sie die Schwelle weg.</translation>
  </message>
  <message>
   <location filename="model/comparison/data/thresholds.py" />
   <source>Give a number or median as the threshold, or another horizon.</source>
   <translation>Geben Sie eine Zahl oder median als Schwelle an, oder einen anderen Horizont.</translation>
  </message>
  <message>
   <location filename="model/comparison/image_answer.py" />
   <source>Fitted on {1}.</source>
   <translation>Angepasst an {1}.</translation>
  </message>
  <message>
   <location filename="model/comparison/image_answer.py" />
   <source>The rule of three answers does not name the bundle that it was fitted for.</source>
   <translation>Die Regel für drei Antworten nennt nicht das Modellpaket, für das sie angepasst wurde.</translation>
  </message>
  <message>
   <location filename="model/comparison/image_answer.py" />
   <source>Fit the rule again from a study, or from a table with --bundle.</source>
   <translation>Passen Sie die Regel erneut aus einer Studie an, oder aus einer Tabelle mit --bundle.</translation>
  </message>
  <message>
   <location filename="model/comparison/image_answer.py" />
   <source>The rule of three answers was fitted for another bundle ({1}; this bundle is {2}).</source>
   <translation>Die Regel für drei Antworten wurde für ein anderes Modellpaket angepasst ({1}; dieses ist {2}).</translation>
  </message>
  <message>
   <location filename="model/comparison/image_answer.py" />
   <source>Use the bundle that the rule was fitted for, or fit a rule for this bundle.</source>
   <translation>Verwenden Sie das Modellpaket, für das die Regel angepasst wurde, oder passen Sie eine Regel für dieses an.</translation>
  </message>
  <message>
   <location filename="model/comparison/image_answer.py" />
   <source>the result must not be used</source>
   <translation>das Ergebnis darf nicht verwendet werden</translation>
  </message>
  <message>
   <location filename="model/comparison/image_answer.py" />
   <source>none: {1}</source>
   <translation>keine: {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/informed_build.py" />
   <source>the reader's answers have no threshold</source>
   <translation>die Antworten des Befunders haben keine Schwelle</translation>
  </message>
  <message>
   <location filename="model/comparison/informed_build.py" />
   <source>the model's risk group is not known</source>
   <translation>die Risikogruppe des Modells ist nicht bekannt</translation>
  </message>
  <message>
   <location filename="model/comparison/informed_build.py" />
   <source>Kappa with the model</source>
   <translation>Kappa mit dem Modell</translation>
  </message>
  <message>
   <location filename="model/comparison/informed_build.py" />
   <source>The answer that the reader saw is recorded for {1} of {2} pairs of reads</source>
   <translation>Für {1} von {2} Paaren von Befundungen ist festgehalten, welche Antwort der Befunder sah</translation>
  </message>
  <message>
   <location filename="model/comparison/informed_build.py" />
   <source>there are no events</source>
   <translation>es gibt keine Ereignisse</translation>
  </message>
  <message>
   <location filename="model/comparison/informed_build.py" />
   <source>no outcome is known</source>
   <translation>kein Verlauf ist bekannt</translation>
  </message>
  <message>
   <location filename="model/comparison/informed_build.py" />
   <source>is the model's risk group in this comparison</source>
   <translation>ist es die Risikogruppe des Modells in diesem Vergleich</translation>
  </message>
  <message>
   <location filename="model/comparison/informed_build.py" />
   <source>is unknown</source>
   <translation>ist sie unbekannt</translation>
  </message>
  <message>
   <location filename="model/comparison/informed_build.py" />
   <source>{1}; for the others it {2}.</source>
   <translation>{1}; für die übrigen {2}.</translation>
  </message>
  <message>
   <location filename="model/comparison/informed_build.py" />
   <source>Right answers</source>
   <translation>Richtige Antworten</translation>
  </message>
  <message>
   <location filename="model/comparison/informed_build.py" />
   <source>no answer was right where the model was wrong</source>
   <translation>keine Antwort war richtig, wo das Modell falsch lag</translation>
  </message>
  <message>
   <location filename="model/comparison/informed_build.py" />
   <source>no answer was wrong where the model was right</source>
   <translation>keine Antwort war falsch, wo das Modell richtig lag</translation>
  </message>
  <message>
   <location filename="model/comparison/informed_build.py" />
   <source>one of the two kappas does not exist: {1}</source>
   <translation>eines der beiden Kappas existiert nicht: {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/majority.py" />
   <source>more than half of {1} readers</source>
   <translation>mehr als die Hälfte von {1} Befundern</translation>
  </message>
  <message>
   <location filename="model/comparison/majority.py" />
   <source>the readers are split evenly</source>
   <translation>die Befunder sind sich zur Hälfte uneinig</translation>
  </message>
  <message>
   <location filename="model/comparison/majority.py" />
   <source>no reader judged the patient</source>
   <translation>kein Befunder hat den Patienten beurteilt</translation>
  </message>
  <message>
   <location filename="model/comparison/metric_functions.py" />
   <source>no threshold was set</source>
   <translation>keine Schwelle wurde festgelegt</translation>
  </message>
  <message>
   <location filename="model/comparison/metric_functions.py" />
   <source>the rater gives no probability</source>
   <translation>der Beurteiler gibt keine Wahrscheinlichkeit an</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>percentile bootstrap over patients</source>
   <translation>Perzentil-Bootstrap über Patienten</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>Cox model, Efron's method for ties, Wald's 95 % interval and p value; at the threshold if the rater has one, otherwise per SD</source>
   <translation>Cox-Modell, Efrons Methode für Bindungen, 95-%-Intervall und p-Wert nach Wald; an der Schwelle, wenn der Beurteiler eine hat, sonst je SD</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>PPV and NPV: share with or without the event in the risk group, by Kaplan-Meier, or by Aalen-Johansen if deaths of another cause are known; 95 % interval on the scale of log(-log). Sensitivity and specificity: computed from PPV, NPV and the sizes of the groups by Bayes' rule; 95 % interval by the delta method on the logit scale</source>
   <translation>PPW und NPW: Anteil mit oder ohne Ereignis in der Risikogruppe, nach Kaplan-Meier oder, wenn Todesfälle aus anderer Ursache bekannt sind, nach Aalen-Johansen; 95-%-Intervall auf der Skala log(-log). Sensitivität und Spezifität: nach Bayes aus PPW, NPW und den Gruppengrößen berechnet; 95-%-Intervall nach der Delta-Methode auf der Logit-Skala</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>sensitivity, specificity, ppv, npv</source>
   <translation>Sensitivität, Spezifität, PPW, NPW</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>inverse probability of censoring weights: {1}</source>
   <translation>Gewichte nach der inversen Zensierungswahrscheinlichkeit: {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>logistic regression on the logit, {1}; 95 % interval by the sandwich estimator, weights treated as known</source>
   <translation>logistische Regression auf dem Logit, {1}; 95-%-Intervall nach dem Sandwich-Schätzer, Gewichte als bekannt behandelt</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>from the smooth curve (weighted logistic regression on a spline of three knots), all patients; {1}; the lower end of the interval is at most the value</source>
   <translation>aus der glatten Kurve (gewichtete logistische Regression auf einem Spline mit drei Knoten), alle Patienten; {1}; das untere Ende des Intervalls ist höchstens der Wert</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>only patients whose outcome at the horizon is known</source>
   <translation>nur Patienten, deren Verlauf am Horizont bekannt ist</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>share of pairs</source>
   <translation>Anteil der Paare</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>among patients whose outcome at the horizon is known (complete case); DeLong's 95 % interval, untransformed</source>
   <translation>unter Patienten, deren Verlauf am Horizont bekannt ist (vollständige Fälle); 95-%-Intervall nach DeLong, nicht transformiert</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>cumulative/dynamic, {1}; {2}</source>
   <translation>kumulativ/dynamisch, {1}; {2}</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>Harrell's C; 95 % interval by the infinitesimal jackknife</source>
   <translation>Harrells C; 95-%-Intervall nach dem infinitesimalen Jackknife</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>Uno's C up to the horizon; 95 % interval by the infinitesimal jackknife, weights treated as known</source>
   <translation>Unos C bis zum Horizont; 95-%-Intervall nach dem infinitesimalen Jackknife, Gewichte als bekannt behandelt</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>ratio of hazards</source>
   <translation>Verhältnis der Hazards</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>share of patients</source>
   <translation>Anteil der Patienten</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>squared error</source>
   <translation>quadratischer Fehler</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>Graf's, {1}; {2}</source>
   <translation>nach Graf, {1}; {2}</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>ratio of shares</source>
   <translation>Verhältnis der Anteile</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>near 1</source>
   <translation>nahe 1</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>share with the event (Kaplan-Meier, or Aalen-Johansen if deaths of another cause are known) divided by the mean probability; 95 % interval on the log scale</source>
   <translation>Anteil mit dem Ereignis (Kaplan-Meier oder, wenn Todesfälle aus anderer Ursache bekannt sind, Aalen-Johansen) geteilt durch die mittlere Wahrscheinlichkeit; 95-%-Intervall auf der Log-Skala</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>ratio of log odds</source>
   <translation>Verhältnis der Log-Odds</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>near 0</source>
   <translation>nahe 0</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>distance of risks</source>
   <translation>Abstand der Risiken</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>mean distance {1}</source>
   <translation>mittlerer Abstand {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>median distance {1}</source>
   <translation>medianer Abstand {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>90th percentile of the distance {1}</source>
   <translation>90. Perzentil des Abstands {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>Sensitivity, complete case</source>
   <translation>Sensitivität, vollständige Fälle</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>{1}; Wilson's 95 % interval</source>
   <translation>{1}; 95-%-Intervall nach Wilson</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>complete case</source>
   <translation>vollständige Fälle</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>Specificity, complete case</source>
   <translation>Spezifität, vollständige Fälle</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>PPV, complete case</source>
   <translation>PPW, vollständige Fälle</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>NPV, complete case</source>
   <translation>NPW, vollständige Fälle</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>Brier score, complete case</source>
   <translation>Brier-Score, vollständige Fälle</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>Calibration slope, complete case</source>
   <translation>Steigung der Kalibrierung, vollständige Fälle</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>{1}; Wald's 95 % interval</source>
   <translation>{1}; 95-%-Intervall nach Wald</translation>
  </message>
  <message>
   <location filename="model/comparison/metrics.py" />
   <source>Calibration intercept, complete case</source>
   <translation>Achsenabschnitt der Kalibrierung, vollständige Fälle</translation>
  </message>
  <message>
   <location filename="model/comparison/rater_data.py" />
   <source>all patients have the same value</source>
   <translation>alle Patienten haben denselben Wert</translation>
  </message>
  <message>
   <location filename="model/comparison/rater_result.py" />
   <source>the patients do not form two risk groups</source>
   <translation>die Patienten bilden keine zwei Risikogruppen</translation>
  </message>
  <message>
   <location filename="model/comparison/readers.py" />
   <source>The interval holds for the average of readers and patients like these, not for one reader. {1}: a difference smaller than about {2} could not have been distinguished from 0. The variance between {3} readers has {4} {5} of freedom, the total variance {6} (Hillis). Therefore the interval is {7} standard errors wide on each side, not 1.96.</source>
   <translation>Das Intervall gilt für das Mittel von Befundern und Patienten wie diesen, nicht für einen einzelnen Befunder. {1}: Ein Unterschied kleiner als etwa {2} wäre nicht von 0 zu unterscheiden gewesen. Die Varianz zwischen {3} Befundern hat {4} {5}, die gesamte Varianz {6} (Hillis). Deshalb ist das Intervall auf jeder Seite {7} Standardfehler breit, nicht 1,96.</translation>
  </message>
  <message>
   <location filename="model/comparison/readers.py" />
   <source>The interval of {1} is too narrow: these readers happen to differ less than chance alone would make them differ. The interval for these readers alone is {2} to {3}. Use that interval.</source>
   <translation>Das Intervall von {1} ist zu schmal: Diese Befunder unterscheiden sich weniger, als der Zufall allein bewirken würde. Das Intervall für nur diese Befunder ist {2} bis {3}. Verwenden Sie dieses.</translation>
  </message>
  <message>
   <location filename="model/comparison/readers.py" />
   <source>With {1} readers, the variation between readers is hardly known: its true standard deviation may be {2} to {3} times the observed one. The result does not cover readers with other training or from another hospital.</source>
   <translation>Bei {1} Befundern ist die Streuung zwischen Befundern kaum bekannt: Ihre wahre Standardabweichung kann das {2}- bis {3}fache der beobachteten sein. Das Ergebnis gilt nicht für Befunder mit anderer Ausbildung oder aus einem anderen Krankenhaus.</translation>
  </message>
  <message>
   <location filename="model/comparison/readers.py" />
   <source>No average over readers: {1}.</source>
   <translation>Kein Mittel über Befunder: {1}.</translation>
  </message>
  <message>
   <location filename="model/comparison/readers.py" />
   <source>The interval shows neither a difference of {1} nor that there is none</source>
   <translation>Das Intervall zeigt weder einen Unterschied von {1} noch, dass es keinen gibt</translation>
  </message>
  <message>
   <location filename="model/comparison/readers.py" />
   <source>The interval shows a difference of {1} for the average of readers like these</source>
   <translation>Das Intervall zeigt einen Unterschied von {1} für das Mittel von Befundern wie diesen</translation>
  </message>
  <message>
   <location filename="model/comparison/readers.py" />
   <source>very many</source>
   <translation>sehr viele</translation>
  </message>
  <message>
   <location filename="model/comparison/report/adjusted_tables.py" />
   <source>The hazard ratios of the Cox model are cause-specific. Fine-Gray: subdistribution hazard ratio, which refers to the cumulative incidence, with a robust 95 % interval.</source>
   <translation>Die Hazard Ratios des Cox-Modells sind ursachenspezifisch. Fine-Gray: Subdistributions-Hazard-Ratio, die sich auf die kumulative Inzidenz bezieht, mit robustem 95-%-Intervall.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/adjusted_tables.py" />
   <source>hazard ratio</source>
   <translation>Hazard Ratio</translation>
  </message>
  <message>
   <location filename="model/comparison/report/adjusted_tables.py" />
   <source>proportional hazards, p</source>
   <translation>proportionale Hazards, p</translation>
  </message>
  <message>
   <location filename="model/comparison/report/adjusted_tables.py" />
   <source>Cox model: {1} with the covariates</source>
   <translation>Cox-Modell: {1} mit den Kovariablen</translation>
  </message>
  <message>
   <location filename="model/comparison/report/adjusted_tables.py" />
   <source>n {1}, {2}, {3} left out because of missing values.</source>
   <translation>n {1}, {2}, {3} wegen fehlender Werte ausgelassen.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/adjusted_tables.py" />
   <source>Hazards may not be proportional: {1}.</source>
   <translation>Die Hazards sind möglicherweise nicht proportional: {1}.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/adjusted_tables.py" />
   <source>Fine-Gray</source>
   <translation>Fine-Gray</translation>
  </message>
  <message>
   <location filename="model/comparison/report/answers_file.py" />
   <source>Check the file's name.</source>
   <translation>Prüfen Sie den Namen der Datei.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/answers_file.py" />
   <source>{1} is not a rule of three answers ({2}).</source>
   <translation>{1} ist keine Regel für drei Antworten ({2}).</translation>
  </message>
  <message>
   <location filename="model/comparison/report/answers_file.py" />
   <source>Give a file that was written with --out.</source>
   <translation>Geben Sie eine Datei an, die mit --out geschrieben wurde.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/answers_table.py" />
   <source>Three answers, accepted error rate {1}</source>
   <translation>Drei Antworten, zugelassene Fehlerrate {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/answers_table.py" />
   <source>events by the horizon</source>
   <translation>Ereignisse bis zum Horizont</translation>
  </message>
  <message>
   <location filename="model/comparison/report/answers_table.py" />
   <source>known to be without</source>
   <translation>bekanntermaßen ohne</translation>
  </message>
  <message>
   <location filename="model/comparison/report/answers_table.py" />
   <source>lost before</source>
   <translation>vorher verloren</translation>
  </message>
  <message>
   <location filename="model/comparison/report/answers_table.py" />
   <source>share with the event</source>
   <translation>Anteil mit dem Ereignis</translation>
  </message>
  <message>
   <location filename="model/comparison/report/answers_table.py" />
   <source>why there is no rule</source>
   <translation>warum es keine Regel gibt</translation>
  </message>
  <message>
   <location filename="model/comparison/report/cautions.py" />
   <source>{1} paired tests were made. About {2} of them have p below 0.05 by chance alone. The p values are not corrected for this.</source>
   <translation>Es wurden {1} gepaarte Tests gemacht. Etwa {2} davon haben allein durch Zufall p unter 0,05. Die p-Werte sind dafür nicht korrigiert.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/cautions.py" />
   <source>Raters with two answers ({1}): their AUC is the mean of sensitivity and specificity at one threshold, and is smaller than the AUC of the same judgement on a finer scale. A difference from a rater with more answers includes this effect; sensitivity, specificity and net benefit compare both raters at a threshold.</source>
   <translation>Beurteiler mit zwei Antworten ({1}): Ihre AUC ist das Mittel von Sensitivität und Spezifität an einer Schwelle und kleiner als die AUC desselben Urteils auf einer feineren Skala. Ein Unterschied zu einem Beurteiler mit mehr Antworten enthält diesen Effekt; Sensitivität, Spezifität und Nettonutzen vergleichen beide an einer Schwelle.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/decision_table.py" />
   <source>Treating no patient has a net benefit of 0. The 95 % intervals are pointwise, by the delta method; they do not compare curves.{1}</source>
   <translation>Keinen Patienten zu behandeln hat einen Nettonutzen von 0. Die 95-%-Intervalle gelten punktweise, nach der Delta-Methode; sie vergleichen keine Kurven.{1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/decision_table.py" />
   <source>acting on</source>
   <translation>Behandlung nach</translation>
  </message>
  <message>
   <location filename="model/comparison/report/decision_table.py" />
   <source>The prevalence {1} was given by the user and is treated as known.</source>
   <translation>Die Prävalenz {1} wurde vom Benutzer angegeben und gilt als bekannt.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/decision_table.py" />
   <source>Net benefit at {1}</source>
   <translation>Nettonutzen bei {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/decision_table.py" />
   <source>threshold {1}</source>
   <translation>Schwelle {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/flow_table.py" />
   <source>, {1} of them died of another cause</source>
   <translation>, {1} davon starben aus anderer Ursache</translation>
  </message>
  <message>
   <location filename="model/comparison/report/flow_table.py" />
   <source>in the source</source>
   <translation>in der Quelle</translation>
  </message>
  <message>
   <location filename="model/comparison/report/flow_table.py" />
   <source>patients with an event during the whole follow-up</source>
   <translation>Patienten mit einem Ereignis während der ganzen Beobachtung</translation>
  </message>
  <message>
   <location filename="model/comparison/report/flow_table.py" />
   <source>with an event by {1}</source>
   <translation>mit einem Ereignis bis zu {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/flow_table.py" />
   <source>known to be without the event at {1}{2}</source>
   <translation>bekanntermaßen ohne Ereignis bei {1}{2}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/flow_table.py" />
   <source>lost before the horizon: included by censoring weights or curves</source>
   <translation>vor dem Horizont verloren: durch Zensierungsgewichte oder Kurven berücksichtigt</translation>
  </message>
  <message>
   <location filename="model/comparison/report/flow_table.py" />
   <source>left out: {1}</source>
   <translation>ausgelassen: {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/flow_table.py" />
   <source>with a value of {1}</source>
   <translation>mit einem Wert von {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/flow_table.py" />
   <source>patients who died of another cause during the whole follow-up</source>
   <translation>Patienten, die während der ganzen Beobachtung aus anderer Ursache starben</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>Effect of the model on the readers</source>
   <translation>Wirkung des Modells auf die Befunder</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>Paired by patient, among patients whose outcome at the horizon is known (kappa: among all patients). Elsewhere, results of the same reader also use the follow-up of lost patients, and can differ. p is not corrected for many comparisons.</source>
   <translation>Je Patient gepaart, unter Patienten, deren Verlauf am Horizont bekannt ist (Kappa: unter allen). Anderswo verwenden Ergebnisse desselben Befunders auch die Beobachtung verlorener Patienten und können abweichen. p ist nicht für viele Vergleiche korrigiert.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>patients read twice: event / no event / lost</source>
   <translation>zweimal befundete Patienten: Ereignis / keines / verloren</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>right to wrong</source>
   <translation>richtig zu falsch</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>wrong to right</source>
   <translation>falsch zu richtig</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>towards the model</source>
   <translation>zum Modell hin</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>away from the model</source>
   <translation>vom Modell weg</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>model right: towards / away / kept</source>
   <translation>Modell richtig: hin / weg / beibehalten</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>model wrong: towards / away / kept</source>
   <translation>Modell falsch: hin / weg / beibehalten</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>outcome unknown: towards / away / kept</source>
   <translation>Verlauf unbekannt: hin / weg / beibehalten</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>Patients with a blinded and an informed read of the same images. A read is right if its risk group (high or low) agrees with the outcome at the horizon, where the outcome is known. Where the model was right, a change towards the model is a change from wrong to right. Where the model was wrong, a change towards the model is a change from right to wrong.</source>
   <translation>Patienten mit einer verblindeten und einer informierten Befundung derselben Bilder. Eine Befundung ist richtig, wenn ihre Risikogruppe (hoch oder niedrig) zum Verlauf am Horizont passt, wo dieser bekannt ist. Wo das Modell richtig lag, ist ein Wechsel zum Modell hin ein Wechsel von falsch zu richtig. Wo das Modell falsch lag, ist er ein Wechsel von richtig zu falsch.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>At {1}. {2} AUC: DeLong's paired test. Shares: Wilson's intervals; their difference with Tango's score interval and p from McNemar's exact test. Difference of kappa: interval by bootstrap.</source>
   <translation>Bei {1}. {2} AUC: gepaarter Test nach DeLong. Anteile: Intervalle nach Wilson; ihr Unterschied mit Tangos Score-Intervall und p aus McNemars exaktem Test. Unterschied von Kappa: Intervall durch Bootstrap.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>blinded {1}, informed {2}; {3}, median with quartiles</source>
   <translation>verblindet {1}, informiert {2}; {3}, Median mit Quartilen</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>right to wrong {1}, wrong to right {2}</source>
   <translation>richtig zu falsch {1}, falsch zu richtig {2}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>{1} ({2} to {3})</source>
   <translation>{1} ({2} bis {3})</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>Blinded reads without an informed read, left out: {1}.</source>
   <translation>Verblindete Befundungen ohne informierte, ausgelassen: {1}.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>{1}: changed answers</source>
   <translation>{1}: geänderte Antworten</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>kappa with the model</source>
   <translation>Kappa mit dem Modell</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>right answers that a wrong model changed</source>
   <translation>richtige Antworten, die ein falsches Modell änderte</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>wrong answers that a right model corrected</source>
   <translation>falsche Antworten, die ein richtiges Modell berichtigte</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>seconds per read</source>
   <translation>Sekunden je Befundung</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>{1}: informed minus blinded</source>
   <translation>{1}: informiert minus verblindet</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>Informed minus blinded. {1}</source>
   <translation>Informiert minus verblindet. {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>informed - blinded</source>
   <translation>informiert − verblindet</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>{1}: all metrics</source>
   <translation>{1}: alle Kennzahlen</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>not recorded</source>
   <translation>nicht festgehalten</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>{1}; towards the model {2}, away from the model {3}</source>
   <translation>{1}; zum Modell hin {2}, vom Modell weg {3}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>towards / away / kept: model right {1}, model wrong {2}, outcome unknown {3}</source>
   <translation>hin / weg / beibehalten: Modell richtig {1}, Modell falsch {2}, Verlauf unbekannt {3}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>all readers (a patient counts once for each)</source>
   <translation>alle Befunder (ein Patient zählt für jeden einmal)</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>{1} of {2}: {3}</source>
   <translation>{1} von {2}: {3}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>{1}: {2} with both reads ({3} with the event, {4} without, {5} lost before)</source>
   <translation>{1}: {2} mit beiden Befundungen ({3} mit dem Ereignis, {4} ohne, {5} vorher verloren)</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>{1}: blinded {2}; informed {3}; difference {4}</source>
   <translation>{1}: verblindet {2}; informiert {3}; Unterschied {4}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>seconds per read: {1}</source>
   <translation>Sekunden je Befundung: {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>{1}; the model's risk group is not known</source>
   <translation>{1}; die Risikogruppe des Modells ist nicht bekannt</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>model not known</source>
   <translation>Modell nicht bekannt</translation>
  </message>
  <message>
   <location filename="model/comparison/report/informed_tables.py" />
   <source>no model</source>
   <translation>kein Modell</translation>
  </message>
  <message>
   <location filename="model/comparison/report/reader_record.py" />
   <source>Obuchowski and Rockette's method, with DeLong's covariances for AUCs and sample covariances for shares, and Hillis' degrees of freedom; readers and patients are random samples; only patients whom all readers judged and whose outcome at the horizon is known. The model's own value: AUC with DeLong's interval, shares with Wilson's</source>
   <translation>Methode von Obuchowski und Rockette, mit DeLongs Kovarianzen für AUCs und Stichprobenkovarianzen für Anteile sowie Freiheitsgraden nach Hillis; Befunder und Patienten sind Zufallsstichproben; nur Patienten, die alle Befunder beurteilt haben und deren Verlauf am Horizont bekannt ist. Der eigene Wert des Modells: AUC mit Intervall nach DeLong, Anteile nach Wilson</translation>
  </message>
  <message>
   <location filename="model/comparison/report/reader_tables.py" />
   <source>Readers as a sample (multi-reader multi-case)</source>
   <translation>Befunder als Stichprobe (Multi-Reader-Multi-Case)</translation>
  </message>
  <message>
   <location filename="model/comparison/report/reader_tables.py" />
   <source>first - second</source>
   <translation>erster − zweiter</translation>
  </message>
  <message>
   <location filename="model/comparison/report/reader_tables.py" />
   <source>patients: event / no event</source>
   <translation>Patienten: Ereignis / keines</translation>
  </message>
  <message>
   <location filename="model/comparison/report/reader_tables.py" />
   <source>each reader</source>
   <translation>jeder Befunder</translation>
  </message>
  <message>
   <location filename="model/comparison/report/reader_tables.py" />
   <source>{1} - {2}, {3}: {4}difference {5}; {6}, {7}, {8} left out</source>
   <translation>{1} - {2}, {3}: {4}Unterschied {5}; {6}, {7}, {8} ausgelassen</translation>
  </message>
  <message>
   <location filename="model/comparison/report/reader_tables.py" />
   <source>{1} / {2} ({3} left out)</source>
   <translation>{1} / {2} ({3} ausgelassen)</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>A hazard ratio per SD uses the SD of its own group, so it does not compare groups with different SDs.</source>
   <translation>Eine Hazard Ratio je SD verwendet die SD ihrer eigenen Gruppe und vergleicht deshalb keine Gruppen mit verschiedenen SDs.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>{1}: n {2}, {3} {4} by the horizon; {5}</source>
   <translation>{1}: n {2}, {3} {4} bis zum Horizont; {5}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>at the horizon: event / no event / lost</source>
   <translation>am Horizont: Ereignis / keines / verloren</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>hazard ratio: interaction (Cox, Wald)</source>
   <translation>Hazard Ratio: Interaktion (Cox, Wald)</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>Holm's p</source>
   <translation>p nach Holm</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>AUC: heterogeneity (Cochran's Q)</source>
   <translation>AUC: Heterogenität (Cochrans Q)</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>Do groups of patients differ?</source>
   <translation>Unterscheiden sich Gruppen von Patienten?</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>; without {1}</source>
   <translation>; ohne {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>interaction with the hazard ratio: {1}</source>
   <translation>Interaktion mit der Hazard Ratio: {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>heterogeneity of the AUC: {1}</source>
   <translation>Heterogenität der AUC: {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>, Holm's p {1}</source>
   <translation>, p nach Holm {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>Patients without a known group, left out: {1}.</source>
   <translation>Patienten ohne bekannte Gruppe, ausgelassen: {1}.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>{1} by {2}{3}</source>
   <translation>{1} nach {2}{3}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>left out: {1} without a known group</source>
   <translation>ausgelassen: {1} ohne bekannte Gruppe</translation>
  </message>
  <message>
   <location filename="model/comparison/report/subgroup_tables.py" />
   <source>Results by {1}</source>
   <translation>Ergebnisse nach {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>On patients for whom both raters have a value. Weighted for censoring: all of these patients. Known at the horizon: without lost patients.</source>
   <translation>An Patienten, für die beide Beurteiler einen Wert haben. Für Zensierung gewichtet: alle diese Patienten. Am Horizont bekannt: ohne verlorene Patienten.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>95 % intervals: AUC of patients known at the horizon by DeLong, weighted AUC by bootstrap over patients, both C by infinitesimal jackknife. Weights for censoring: {1}.</source>
   <translation>95-%-Intervalle: AUC der am Horizont bekannten Patienten nach DeLong, gewichtete AUC durch Bootstrap über Patienten, beide C durch infinitesimalen Jackknife. Gewichte für Zensierung: {1}.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>Cox model, Efron's method for ties, Wald's 95 % intervals.</source>
   <translation>Cox-Modell, Efrons Methode für Bindungen, 95-%-Intervalle nach Wald.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>Share with the event by {1} in each risk group, so that lost patients count until they were lost; 95 % intervals on the scale of log(-log) for PPV and NPV, and on the logit scale for the others. PPV and NPV hold for this share of events.</source>
   <translation>Anteil mit dem Ereignis nach {1} in jeder Risikogruppe, sodass verlorene Patienten zählen, bis sie verloren gingen; 95-%-Intervalle auf der Skala log(-log) für PPW und NPW, sonst auf der Logit-Skala. PPW und NPW gelten für diesen Anteil der Ereignisse.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>At the threshold, by {1}</source>
   <translation>An der Schwelle, bis zu {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>Shares by {1}. Restricted mean: area under Kaplan-Meier{2}, up to the horizon, in {3}; 95 % interval from the variance of the curve.</source>
   <translation>Anteile nach {1}. Eingeschränktes Mittel: Fläche unter Kaplan-Meier{2}, bis zum Horizont, in {3}; 95-%-Intervall aus der Varianz der Kurve.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>{1}, {2} without{3}, {4} lost before</source>
   <translation>{1}, {2} ohne{3}, {4} vorher verloren</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>All numbers are weighted for patients lost before the horizon. Perfect values: observed / expected 1, slope 1, intercept 0 (with the slope fixed at 1), and ICI, E50 and E90 0. The last three are distances from the smooth curve, never below 0. Observed: share by {1}. Weights for censoring: {2}.</source>
   <translation>Alle Zahlen sind für vor dem Horizont verlorene Patienten gewichtet. Vollkommene Werte: beobachtet / erwartet 1, Steigung 1, Achsenabschnitt 0 (bei Steigung 1), ICI, E50 und E90 0. Die letzten drei sind Abstände von der glatten Kurve, nie unter 0. Beobachtet: Anteil nach {1}. Gewichte für Zensierung: {2}.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>Patients lost to follow-up before the horizon are left out. The numbers are biased if many were lost.</source>
   <translation>Vor dem Horizont verlorene Patienten sind ausgelassen. Die Zahlen sind verzerrt, wenn viele verloren gingen.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>Aalen-Johansen, 95 % intervals on the scale of log(-log); the last line is 1 minus Kaplan-Meier.</source>
   <translation>Aalen-Johansen, 95-%-Intervalle auf der Skala log(-log); die letzte Zeile ist 1 minus Kaplan-Meier.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>what it is</source>
   <translation>was es ist</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>at the horizon</source>
   <translation>am Horizont</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>Discrimination</source>
   <translation>Trennschärfe</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>Hazards</source>
   <translation>Hazards</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>with the event: high / low risk</source>
   <translation>mit dem Ereignis: hohes / niedriges Risiko</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>without the event: high / low risk</source>
   <translation>ohne das Ereignis: hohes / niedriges Risiko</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>lost to follow-up: high / low risk</source>
   <translation>verloren: hohes / niedriges Risiko</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>restricted mean survival time</source>
   <translation>eingeschränkte mittlere Überlebenszeit</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>difference from the lowest risk</source>
   <translation>Unterschied zum niedrigsten Risiko</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>, of any death</source>
   <translation>, für jeden Tod</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>({1} died of another cause)</source>
   <translation>({1} starben aus anderer Ursache)</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>Probabilities</source>
   <translation>Wahrscheinlichkeiten</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>How each number is computed</source>
   <translation>Wie jede Zahl berechnet wird</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>difference of AUC, weighted for censoring (bootstrap)</source>
   <translation>Unterschied der AUC, für Zensierung gewichtet (Bootstrap)</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>difference of AUC, outcome known at the horizon (DeLong)</source>
   <translation>Unterschied der AUC, Verlauf am Horizont bekannt (DeLong)</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>the same (bootstrap)</source>
   <translation>derselbe (Bootstrap)</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>difference of C</source>
   <translation>Unterschied von C</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>Cohen's kappa</source>
   <translation>Cohens Kappa</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>weighted kappa, whole scale</source>
   <translation>gewichtetes Kappa, ganze Skala</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>Agreement on high and low risk</source>
   <translation>Übereinstimmung über hohes und niedriges Risiko</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>by the horizon</source>
   <translation>bis zum Horizont</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>deaths during the whole follow-up</source>
   <translation>Todesfälle während der ganzen Beobachtung</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>Causes of death</source>
   <translation>Todesursachen</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>{1} more are in excluded.csv.</source>
   <translation>{1} weitere stehen in excluded.csv.</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>mean time lost to the event</source>
   <translation>mittlere durch das Ereignis verlorene Zeit</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>its difference</source>
   <translation>ihr Unterschied</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>{1} against {2}</source>
   <translation>{1} gegen {2}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>left out of</source>
   <translation>ausgelassen aus</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>the unit of time</source>
   <translation>der Zeiteinheit</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>Fleiss' kappa: {1}</source>
   <translation>Fleiss’ Kappa: {1}</translation>
  </message>
  <message>
   <location filename="model/comparison/report/tables.py" />
   <source>{1}, if nobody died of another cause</source>
   <translation>{1}, wenn niemand aus anderer Ursache stürbe</translation>
  </message>
  <message>
   <location filename="model/comparison/report/write.py" />
   <source>The report could not be written ({1}: {2}).</source>
   <translation>Der Bericht konnte nicht geschrieben werden ({1}: {2}).</translation>
  </message>
  <message>
   <location filename="model/comparison/report/write.py" />
   <source>Check that the folder is writable and has free space, and that no other program uses the file.</source>
   <translation>Prüfen Sie, ob der Ordner beschreibbar ist und freien Speicherplatz hat und ob kein anderes Programm die Datei benutzt.</translation>
  </message>
  <message>
   <location filename="model/comparison/subgroups.py" />
   <source>{1} tests for a difference between groups were made. About {2} of so many tests have p below 0.05 by chance alone. Corrected p values are Holm's, for all of them together. A large p does not show that groups are alike: most groups are too small for that.</source>
   <translation>Es wurden {1} Tests auf einen Unterschied zwischen Gruppen gemacht. Etwa {2} von so vielen haben allein durch Zufall p unter 0,05. Korrigierte p-Werte sind die von Holm, für alle zusammen. Ein großes p zeigt nicht, dass Gruppen gleich sind: Dafür sind die meisten zu klein.</translation>
  </message>
  <message>
   <location filename="model/comparison/subgroups_build.py" />
   <source>no patient is in this group</source>
   <translation>niemand ist in dieser Gruppe</translation>
  </message>
  <message>
   <location filename="model/comparison/subgroups_build.py" />
   <source>fewer than two groups have {1} events</source>
   <translation>weniger als zwei Gruppen haben {1} Ereignisse</translation>
  </message>
  <message>
   <location filename="model/explain/agreement.py" />
   <source>95 % interval {1} to {2}, {3} tiles</source>
   <translation>95-%-Intervall {1} bis {2}, {3} Kacheln</translation>
  </message>
  <message>
   <location filename="model/explain/agreement.py" />
   <source>rank agreement unknown: a map has the same value on all of its {1} tiles</source>
   <translation>Rangübereinstimmung unbekannt: Eine Karte hat auf allen ihren {1} Kacheln denselben Wert</translation>
  </message>
  <message>
   <location filename="model/explain/agreement.py" />
   <source>rank agreement {1} ({2})</source>
   <translation>Rangübereinstimmung {1} ({2})</translation>
  </message>
  <message>
   <location filename="model/explain/agreement.py" />
   <source>, under {1}: the map is greyed</source>
   <translation>, unter {1}: Die Karte ist ausgegraut</translation>
  </message>
  <message>
   <location filename="model/explain/explained.py" />
   <source>Tiles cannot be compared with glass: the feature file has no tile of glass, and the encoder {1} of {2} is not on this computer.</source>
   <translation>Kacheln können nicht mit Glas verglichen werden: Die Merkmalsdatei hat keine Kachel aus Glas, und der Encoder {1} von {2} ist nicht auf diesem Computer.</translation>
  </message>
  <message>
   <location filename="model/explain/explained.py" />
   <source>Import the encoder (histocast backbone import), or use a file with the tiles of glass (histocast features --all-tiles).</source>
   <translation>Importieren Sie den Encoder (histocast backbone import), oder verwenden Sie eine Datei mit den Kacheln aus Glas (histocast features --all-tiles).</translation>
  </message>
  <message>
   <location filename="model/explain/explanation.py" />
   <source>the survival probability minus the probability without the tile, block or region; exact, but not additive</source>
   <translation>die Überlebenswahrscheinlichkeit minus der Wahrscheinlichkeit ohne die Kachel, den Block oder den Bereich; exakt, aber nicht additiv</translation>
  </message>
  <message>
   <location filename="model/explain/explanation.py" />
   <source>The survival probability minus the probability if this tile alone were glass. It shows the model's use of the tile, not a cause of death. Values are not additive.</source>
   <translation>Die Überlebenswahrscheinlichkeit minus die Wahrscheinlichkeit, wenn allein diese Kachel Glas wäre. Sie zeigt, wie das Modell die Kachel nutzt, keine Todesursache. Die Werte sind nicht additiv.</translation>
  </message>
  <message>
   <location filename="model/explain/explanation.py" />
   <source>The survival probability minus the probability if this region of similar, connected tiles were glass. It shows the model's use, not a cause. Values are not additive.</source>
   <translation>Die Überlebenswahrscheinlichkeit minus die Wahrscheinlichkeit, wenn dieser Bereich ähnlicher, verbundener Kacheln Glas wäre. Sie zeigt, was das Modell nutzt, keine Ursache. Die Werte sind nicht additiv.</translation>
  </message>
  <message>
   <location filename="model/explain/explanation.py" />
   <source>The survival probability minus the probability if the 3 x 3 tiles around this one were glass. It shows the model's use, not a cause. Blocks overlap: values are not additive.</source>
   <translation>Die Überlebenswahrscheinlichkeit minus die Wahrscheinlichkeit, wenn die 3 × 3 Kacheln um diese herum Glas wären. Sie zeigt, was das Modell nutzt, keine Ursache. Blöcke überlappen: Die Werte sind nicht additiv.</translation>
  </message>
  <message>
   <location filename="model/explain/explanation.py" />
   <source>The tile's share of the difference to a region of glass; all shares add up to the difference. It shows the model's use, not a cause, and not the effect of removal.</source>
   <translation>Anteil der Kachel am Unterschied zu einem Bereich aus Glas; alle Anteile ergeben zusammen den Unterschied. Er zeigt die Nutzung durch das Modell, keine Ursache und nicht die Wirkung des Entfernens.</translation>
  </message>
  <message>
   <location filename="model/explain/explanation.py" />
   <source>How strongly the network's state after this tile still affects the final log odds. It shows what is remembered, not which tile matters.</source>
   <translation>Wie stark der Zustand des Netzes nach dieser Kachel die endgültigen Log-Odds noch beeinflusst. Es zeigt, was behalten wird, nicht, welche Kachel wichtig ist.</translation>
  </message>
  <message>
   <location filename="model/explain/explanation.py" />
   <source>The probability of the same tiles in other orders. It shows the effect of the order alone and is not a confidence interval.</source>
   <translation>Die Wahrscheinlichkeit derselben Kacheln in anderen Reihenfolgen. Sie zeigt allein die Wirkung der Reihenfolge und ist kein Konfidenzintervall.</translation>
  </message>
  <message>
   <location filename="model/explain/explanation.py" />
   <source>the log odds, all multiplied by one factor, so that they add up to the difference in probability to a region of glass; the factor is that difference divided by the difference in log odds</source>
   <translation>die Log-Odds, alle mit einem Faktor multipliziert, sodass sie zusammen den Unterschied der Wahrscheinlichkeit zu einem Bereich aus Glas ergeben; der Faktor ist dieser Unterschied geteilt durch den Unterschied der Log-Odds</translation>
  </message>
  <message>
   <location filename="model/explain/files.py" />
   <source>The explanation could not be written to {1} ({2}).</source>
   <translation>Die Erklärung konnte nicht nach {1} geschrieben werden ({2}).</translation>
  </message>
  <message>
   <location filename="model/explain/files.py" />
   <source>Check that the folder is writable and has free space, and that no other program has the files open.</source>
   <translation>Prüfen Sie, ob der Ordner beschreibbar ist und freien Speicherplatz hat und ob kein anderes Programm die Dateien geöffnet hat.</translation>
  </message>
  <message>
   <location filename="model/explain/gates.py" />
   <source>{1} ({2}) has no gates.</source>
   <translation>{1} ({2}) hat keine Gates.</translation>
  </message>
  <message>
   <location filename="model/explain/gates.py" />
   <source>Choose a bundle with an LSTM head to see gates.</source>
   <translation>Wählen Sie ein Modellpaket mit einem LSTM, um Gates zu sehen.</translation>
  </message>
  <message>
   <location filename="model/explain/memory_reach.py" />
   <source>{1} ({2}) pools its tiles: it does not depend on their order and has no memory to measure.</source>
   <translation>{1} ({2}) poolt seine Kacheln: Es hängt nicht von deren Reihenfolge ab und hat kein messbares Gedächtnis.</translation>
  </message>
  <message>
   <location filename="model/explain/memory_reach.py" />
   <source>Choose a bundle with one of these heads to measure memory: {1}.</source>
   <translation>Wählen Sie ein Modellpaket mit einem dieser Klassifikatoren, um das Gedächtnis zu messen: {1}.</translation>
  </message>
  <message>
   <location filename="model/explain/order_stability.py" />
   <source>{1} ({2}): every order of tiles gives the same number.</source>
   <translation>{1} ({2}): Jede Reihenfolge der Kacheln ergibt dieselbe Zahl.</translation>
  </message>
  <message>
   <location filename="model/explain/order_stability.py" />
   <source>Choose a bundle with one of these heads to measure order stability: {1}.</source>
   <translation>Wählen Sie ein Modellpaket mit einem dieser Klassifikatoren, um die Stabilität der Reihenfolge zu messen: {1}.</translation>
  </message>
  <message>
   <location filename="model/explain/spot.py" />
   <source>Some tiles that the model uses have no features yet.</source>
   <translation>Einige Kacheln, die das Modell verwendet, haben noch keine Merkmale.</translation>
  </message>
  <message>
   <location filename="model/explain/spot.py" />
   <source>Finish the analysis of the image, then explain it.</source>
   <translation>Schließen Sie die Analyse des Bildes ab, und erklären Sie es dann.</translation>
  </message>
  <message>
   <location filename="model/explain/states.py" />
   <source>The value is the network's activity, not the tile's importance for the probability.</source>
   <translation>Der Wert ist die Aktivität des Netzes, nicht die Wichtigkeit der Kachel für die Wahrscheinlichkeit.</translation>
  </message>
  <message>
   <location filename="model/explain/states.py" />
   <source>Value of one unit of the network's hidden state after this tile, between -1 and 1.</source>
   <translation>Wert einer Einheit des verborgenen Zustands des Netzes nach dieser Kachel, zwischen −1 und 1.</translation>
  </message>
  <message>
   <location filename="model/explain/states.py" />
   <source>Value of one unit's memory after this tile: what the unit keeps of this tile and of earlier tiles.</source>
   <translation>Wert des Gedächtnisses einer Einheit nach dieser Kachel: was sie von dieser und von früheren Kacheln behält.</translation>
  </message>
  <message>
   <location filename="model/explain/states.py" />
   <source>The share of its memory that one unit keeps at this tile; near 0, the unit forgets all earlier tiles.</source>
   <translation>Der Anteil ihres Gedächtnisses, den eine Einheit bei dieser Kachel behält; nahe 0 vergisst sie alle früheren Kacheln.</translation>
  </message>
  <message>
   <location filename="model/familiarity/judge.py" />
   <source>this model has no record of its training tissue</source>
   <translation>dieses Modell hat keine Aufzeichnung seines Trainingsgewebes</translation>
  </message>
  <message>
   <location filename="model/familiarity/judge.py" />
   <source>{1} % of the tissue tiles ({2} of {3})</source>
   <translation>{1} % der Gewebekacheln ({2} von {3})</translation>
  </message>
  <message>
   <location filename="model/familiarity/judge.py" />
   <source>{1} look unlike the model's training tissue</source>
   <translation>{1} sehen anders aus als das Trainingsgewebe des Modells</translation>
  </message>
  <message>
   <location filename="model/familiarity/judge.py" />
   <source>{1} (limit for a caution: {2} %).</source>
   <translation>{1} (Grenze für Vorsicht: {2} %).</translation>
  </message>
  <message>
   <location filename="model/familiarity/judge.py" />
   <source>No tile shows enough tissue to be compared with the tissue that the model was trained on.</source>
   <translation>Keine Kachel zeigt genug Gewebe für einen Vergleich mit dem Gewebe, an dem das Modell trainiert wurde.</translation>
  </message>
  <message>
   <location filename="model/familiarity/judge.py" />
   <source>{1} (limit {2} %). The model's answer has no basis here.</source>
   <translation>{1} (Grenze {2} %). Der Antwort des Modells fehlt hier die Grundlage.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>{1} is a pickle, which can run code when it is read; pickles are never read.</source>
   <translation>{1} ist ein Pickle, das beim Lesen Code ausführen kann; Pickles werden nie gelesen.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>Give the HDF5 file (.h5) instead. TRIDENT and STAMP write it by default, and CLAM writes it into the folder h5_files, with the positions of the tiles.</source>
   <translation>Geben Sie stattdessen die HDF5-Datei (.h5) an. TRIDENT und STAMP schreiben sie standardmäßig, und CLAM schreibt sie in den Ordner h5_files, mit den Positionen der Kacheln.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>{1} is not an HDF5 file.</source>
   <translation>{1} ist keine HDF5-Datei.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>Give a feature file (.h5) of TRIDENT, CLAM or STAMP.</source>
   <translation>Geben Sie eine Merkmalsdatei (.h5) von TRIDENT, CLAM oder STAMP an.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>{1} has {2} GB; at most {3} GB are read.</source>
   <translation>{1} hat {2} GB; höchstens {3} GB werden gelesen.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>Give one file per slide.</source>
   <translation>Geben Sie eine Datei je Schnitt an.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>{1} has no dataset {2}.</source>
   <translation>{1} hat keinen Datensatz {2}.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>Give a feature file of TRIDENT, CLAM or STAMP.</source>
   <translation>Geben Sie eine Merkmalsdatei von TRIDENT, CLAM oder STAMP an.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>{1} in {2} is a link to data elsewhere; links are not followed.</source>
   <translation>{1} in {2} ist ein Verweis auf Daten an anderer Stelle; Verweisen wird nicht gefolgt.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>Copy the data into one file, for example with h5repack.</source>
   <translation>Kopieren Sie die Daten in eine einzige Datei, zum Beispiel mit h5repack.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>{1} in {2} is a group, not a dataset.</source>
   <translation>{1} in {2} ist eine Gruppe, kein Datensatz.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>Copy or compute the file again.</source>
   <translation>Kopieren oder berechnen Sie die Datei erneut.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>{1} in {2} has the shape {3}, not [{4}].</source>
   <translation>{1} in {2} hat die Form {3}, nicht [{4}].</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>Give the features of the tiles, one row per tile. A vector for a whole slide or patient is not enough.</source>
   <translation>Geben Sie die Merkmale der Kacheln an, eine Zeile je Kachel. Ein Vektor für einen ganzen Schnitt oder Patienten reicht nicht aus.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>{1} in {2} has the type {3}, which is not a type of plain numbers that can be read here.</source>
   <translation>{1} in {2} hat den Typ {3}; das ist kein einfacher Zahlentyp, der hier gelesen werden kann.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>Save the features as float32 or float16, and the positions as whole or floating-point numbers.</source>
   <translation>Speichern Sie die Merkmale als float32 oder float16 und die Positionen als Ganz- oder Gleitkommazahlen.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>{1} in {2} lies in other files, which are not read.</source>
   <translation>{1} in {2} liegt in anderen Dateien, die nicht gelesen werden.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>{1} in {2} needs the HDF5 filter {3}, a plugin; plugins are not loaded.</source>
   <translation>{1} in {2} benötigt den HDF5-Filter {3}, ein Plugin; Plugins werden nicht geladen.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>Compress the dataset again without plugins: h5repack -f GZIP=4 OLD.h5 NEW.h5</source>
   <translation>Komprimieren Sie den Datensatz neu ohne Plug-ins: h5repack -f GZIP=4 OLD.h5 NEW.h5</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>{1} in {2} is stored in chunks of {3}, which are too large to be read safely.</source>
   <translation>{1} in {2} ist in Blöcken (Chunks) von {3} gespeichert, die zu groß sind, um sicher gelesen zu werden.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>Store the dataset in smaller chunks, for example with h5repack.</source>
   <translation>Speichern Sie den Datensatz in kleineren Blöcken (chunks), zum Beispiel mit h5repack.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>{1} in {2} was not completely written: parts of its data are missing.</source>
   <translation>{1} in {2} wurde nicht vollständig geschrieben: Teile der Daten fehlen.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>Compute it again.</source>
   <translation>Berechnen Sie sie erneut.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>The attribute {1} in {2} is {3}, not a number above 0.</source>
   <translation>Das Attribut {1} in {2} ist {3}, keine Zahl über 0.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>{1} is damaged or incomplete ({2}).</source>
   <translation>{1} ist beschädigt oder unvollständig ({2}).</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>There is no file {1}.</source>
   <translation>Es gibt keine Datei {1}.</translation>
  </message>
  <message>
   <location filename="model/feature_files/hdf5.py" />
   <source>Check the path.</source>
   <translation>Prüfen Sie den Pfad.</translation>
  </message>
  <message>
   <location filename="model/feature_files/layouts.py" />
   <source>{1}, a file as {2} writes it, does not state {3}.</source>
   <translation>{1}, eine Datei, wie {2} sie schreibt, gibt nicht an: {3}.</translation>
  </message>
  <message>
   <location filename="model/feature_files/layouts.py" />
   <source>State them: {1}.</source>
   <translation>Geben Sie an: {1}.</translation>
  </message>
  <message>
   <location filename="model/feature_files/layouts.py" />
   <source>{1} is not a feature file of tiles: it holds {2}.</source>
   <translation>{1} ist keine Merkmalsdatei von Kacheln: Sie enthält {2}.</translation>
  </message>
  <message>
   <location filename="model/feature_files/layouts.py" />
   <source>Give a file with the datasets features and coords (TRIDENT, CLAM) or feats and coords (STAMP).</source>
   <translation>Geben Sie eine Datei mit den Datensätzen features und coords (TRIDENT, CLAM) oder feats und coords (STAMP) an.</translation>
  </message>
  <message>
   <location filename="model/feature_files/layouts.py" />
   <source>{1} holds features of a {2}, not of tiles.</source>
   <translation>{1} enthält Merkmale eines {2}, nicht von Kacheln.</translation>
  </message>
  <message>
   <location filename="model/feature_files/layouts.py" />
   <source>Give the files that stamp preprocess wrote.</source>
   <translation>Geben Sie die Dateien an, die stamp preprocess geschrieben hat.</translation>
  </message>
  <message>
   <location filename="model/feature_files/layouts.py" />
   <source>The unit of the positions in {1} is unknown: the file contains neither tile_size_um nor the unit um.</source>
   <translation>Die Einheit der Positionen in {1} ist unbekannt: Die Datei enthält weder tile_size_um noch die Einheit um.</translation>
  </message>
  <message>
   <location filename="model/feature_files/layouts.py" />
   <source>Compute the features again with stamp preprocess of STAMP 2 or later.</source>
   <translation>Berechnen Sie die Merkmale erneut mit stamp preprocess von STAMP 2 oder neuer.</translation>
  </message>
  <message>
   <location filename="model/feature_files/layouts.py" />
   <source>{1} states no tile_size_px, so the pixel size of its tiles of {2} um is unknown.</source>
   <translation>{1} gibt kein tile_size_px an, daher ist die Pixelgröße der {2} um großen Kacheln unbekannt.</translation>
  </message>
  <message>
   <location filename="model/feature_files/layouts.py" />
   <source>Give the side of the tiles in px, as it was set for stamp preprocess: --tile-px 224</source>
   <translation>Geben Sie die Seitenlänge der Kacheln in px an, wie sie für stamp preprocess eingestellt war: --tile-px 224</translation>
  </message>
  <message>
   <location filename="model/feature_files/layouts.py" />
   <source>{1} has {2} {3}, but {4} states {5} {6}.</source>
   <translation>{1} hat {2} {3}, aber {4} gibt {5} {6} an.</translation>
  </message>
  <message>
   <location filename="model/feature_files/layouts.py" />
   <source>Leave out {1}, or give the file for which its value is right.</source>
   <translation>Lassen Sie {1} weg, oder geben Sie die Datei an, für die dieser Wert richtig ist.</translation>
  </message>
  <message>
   <location filename="model/feature_files/match.py" />
   <source>{1} has {2} features per tile, but {3} takes {4}.</source>
   <translation>{1} hat {2} Merkmale je Kachel, aber {3} verwendet {4}.</translation>
  </message>
  <message>
   <location filename="model/feature_files/match.py" />
   <source>Compute the features with {1}, or choose a model that was trained on such features.</source>
   <translation>Berechnen Sie die Merkmale mit {1}, oder wählen Sie ein Modell, das an solchen Merkmalen trainiert wurde.</translation>
  </message>
  <message>
   <location filename="model/feature_files/match.py" />
   <source>The features in {1} come from other weights of the encoder (SHA-256 {2}) than those that {3} was trained on ({4}).</source>
   <translation>Die Merkmale in {1} stammen von anderen Gewichten des Encoders (SHA-256 {2}) als denen, an denen {3} trainiert wurde ({4}).</translation>
  </message>
  <message>
   <location filename="model/feature_files/match.py" />
   <source>{1} does not state which encoder computed its features; {2} needs those of {3}.</source>
   <translation>{1} gibt nicht an, welcher Encoder die Merkmale berechnet hat; {2} benötigt die von {3}.</translation>
  </message>
  <message>
   <location filename="model/feature_files/match.py" />
   <source>If the features come from this encoder, give its name: --encoder {1}</source>
   <translation>Wenn die Merkmale von diesem Encoder stammen, geben Sie seinen Namen an: --encoder {1}</translation>
  </message>
  <message>
   <location filename="model/feature_files/match.py" />
   <source>The features in {1} come from the encoder {2}, but {3} takes features of {4}.</source>
   <translation>Die Merkmale in {1} stammen vom Encoder {2}, aber {3} verwendet Merkmale von {4}.</translation>
  </message>
  <message>
   <location filename="model/feature_files/match.py" />
   <source>{1} If both names mean the same weights, give the model's name: --encoder {2}</source>
   <translation>{1} Wenn beide Namen dieselben Gewichte meinen, geben Sie den Namen des Modells an: --encoder {2}</translation>
  </message>
  <message>
   <location filename="model/feature_files/match.py" />
   <source>The tiles of {1} have {2} px, but the tiles of {3} have {4} px.</source>
   <translation>Die Kacheln von {1} haben {2} px, die von {3} aber {4} px.</translation>
  </message>
  <message>
   <location filename="model/feature_files/match.py" />
   <source>The tiles of {1} have {2} um/px, but the tiles of {3} have {4} um/px.</source>
   <translation>Die Kacheln von {1} haben {2} um/px, die von {3} aber {4} um/px.</translation>
  </message>
  <message>
   <location filename="model/feature_files/own_facts.py" />
   <source>The grid in the file is damaged.</source>
   <translation>Das Raster in der Datei ist beschädigt.</translation>
  </message>
  <message>
   <location filename="model/feature_files/own_facts.py" />
   <source>Write the file again: histocast features.</source>
   <translation>Schreiben Sie die Datei erneut: histocast features.</translation>
  </message>
  <message>
   <location filename="model/feature_files/place.py" />
   <source>The features in {1} were computed from another image than {2}.</source>
   <translation>Die Merkmale in {1} wurden aus einem anderen Bild als {2} berechnet.</translation>
  </message>
  <message>
   <location filename="model/feature_files/place.py" />
   <source>Give the slide from which the features were computed.</source>
   <translation>Geben Sie den Schnitt an, aus dem die Merkmale berechnet wurden.</translation>
  </message>
  <message>
   <location filename="model/feature_files/place.py" />
   <source>{1} belongs to a slide of {2} x {3} px; {4} has {5} x {6} px.</source>
   <translation>{1} gehört zu einem Schnitt mit {2} x {3} px; {4} hat {5} x {6} px.</translation>
  </message>
  <message>
   <location filename="model/feature_files/place.py" />
   <source>The positions in {1} are in um, and the pixel size of {2} is unknown.</source>
   <translation>Die Positionen in {1} sind in um, und die Pixelgröße von {2} ist unbekannt.</translation>
  </message>
  <message>
   <location filename="model/feature_files/place.py" />
   <source>Give the pixel size of the slide with --mpp.</source>
   <translation>Geben Sie die Pixelgröße des Schnitts mit --mpp an.</translation>
  </message>
  <message>
   <location filename="model/feature_files/place.py" />
   <source>{1} of the {2} tiles in {3} lie outside {4} ({5} x {6} px).</source>
   <translation>{1} der {2} Kacheln in {3} liegen außerhalb von {4} ({5} x {6} px).</translation>
  </message>
  <message>
   <location filename="model/feature_files/place.py" />
   <source>{1} If the file belongs to this slide, check the pixel size of the slide and give it with --mpp.</source>
   <translation>{1} Wenn die Datei zu diesem Schnitt gehört, prüfen Sie die Pixelgröße des Schnitts, und geben Sie sie mit --mpp an.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>{1} of the {2} tiles in {3} have features that are NaN or infinite.</source>
   <translation>{1} der {2} Kacheln in {3} haben Merkmale, die NaN oder unendlich sind.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>Compute the features again, in float32 if they were computed in float16.</source>
   <translation>Berechnen Sie die Merkmale erneut, und zwar in float32, wenn sie in float16 berechnet wurden.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>{1} holds no features.</source>
   <translation>{1} enthält keine Merkmale.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>Check that the program found tissue on the slide, and compute the feature file again.</source>
   <translation>Prüfen Sie, ob das Programm auf dem Schnitt Gewebe gefunden hat, und berechnen Sie die Merkmalsdatei erneut.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>{1} has {2} tiles with {3} features, {4} GB as float32; at most {5} tiles, {6} features and {7} GB are read.</source>
   <translation>{1} hat {2} Kacheln mit {3} Merkmalen, {4} GB als float32; höchstens {5} Kacheln, {6} Merkmale und {7} GB werden gelesen.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>Compute the features of larger tiles or at a coarser pixel size.</source>
   <translation>Berechnen Sie die Merkmale größerer Kacheln oder mit gröberer Pixelgröße.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>--encoder-sha256 is {1}, which is not a SHA-256.</source>
   <translation>--encoder-sha256 ist {1}, das ist aber kein SHA-256.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>Give the 64 hexadecimal digits of the SHA-256 of the encoder's weights, or leave the option out.</source>
   <translation>Geben Sie die 64 hexadezimalen Ziffern des SHA-256 der Gewichte des Encoders an, oder lassen Sie die Option weg.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>{1} was computed with encoder weights of the SHA-256 {2}, but --encoder-sha256 is {3}.</source>
   <translation>{1} wurde mit Encoder-Gewichten mit der SHA-256 {2} berechnet, aber --encoder-sha256 ist {3}.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>Leave out --encoder-sha256, or give the file to which this SHA-256 belongs.</source>
   <translation>Lassen Sie --encoder-sha256 weg, oder geben Sie die Datei an, zu der diese SHA-256 gehört.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>{1} of the {2} positions in {3} are not numbers within {4}.</source>
   <translation>{1} der {2} Positionen in {3} sind keine Zahlen mit einem Betrag bis {4}.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>Compute the file again.</source>
   <translation>Berechnen Sie die Datei erneut.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>{1} of the {2} tiles in {3} lie outside the slide of {4} x {5} px that the file names.</source>
   <translation>{1} der {2} Kacheln in {3} liegen außerhalb des Schnitts von {4} x {5} px, den die Datei nennt.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>{1} of the {2} tiles in {3} lie at the same position as another tile.</source>
   <translation>{1} der {2} Kacheln in {3} liegen an derselben Position wie eine andere Kachel.</translation>
  </message>
  <message>
   <location filename="model/feature_files/read.py" />
   <source>Compute the file again, for one slide and one size of tiles.</source>
   <translation>Berechnen Sie die Datei erneut, für einen einzigen Schnitt und eine einzige Größe der Kacheln.</translation>
  </message>
  <message>
   <location filename="model/feature_files/replaceable.py" />
   <source>{1} exists and was not written for this image; it is not overwritten.</source>
   <translation>{1} ist vorhanden, wurde aber nicht für dieses Bild geschrieben; die Datei wird nicht überschrieben.</translation>
  </message>
  <message>
   <location filename="model/feature_files/replaceable.py" />
   <source>Choose another folder with --out, or remove the file.</source>
   <translation>Wählen Sie mit --out einen anderen Ordner, oder entfernen Sie die Datei.</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>{1} x {2} px</source>
   <translation>{1} x {2} px</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>{1}, {2} x {3} mm</source>
   <translation>{1}, {2} x {3} mm</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>{1} um/px</source>
   <translation>{1} µm/px</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>{1} (for display only)</source>
   <translation>{1} (nur zur Anzeige)</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>present, not used: see the notes</source>
   <translation>vorhanden, nicht benutzt: siehe Hinweise</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>colour space</source>
   <translation>Farbraum</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>bits a sample</source>
   <translation>Bits je Wert</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>colour profile</source>
   <translation>Farbprofil</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>{1} x {2} px, downsample {3}</source>
   <translation>{1} x {2} px, Verkleinerung {3}</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>{1} um/px ({2})</source>
   <translation>{1} µm/px ({2})</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>the file: {1}</source>
   <translation>die Datei: {1}</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>remembered for this folder: {1} um/px, not used</source>
   <translation>für diesen Ordner gemerkt: {1} µm/px, nicht benutzt</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>not used</source>
   <translation>nicht benutzt</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>SHA-256</source>
   <translation>SHA-256</translation>
  </message>
  <message>
   <location filename="model/info/slide_report.py" />
   <source>, shown</source>
   <translation>, angezeigt</translation>
  </message>
  <message>
   <location filename="model/predict/engine.py" />
   <source>{1} takes feature files, not images.</source>
   <translation>{1} verwendet Merkmalsdateien, keine Bilder.</translation>
  </message>
  <message>
   <location filename="model/predict/engine.py" />
   <source>Give the features of the slide: histocast predict --features FILE --bundle {1}</source>
   <translation>Geben Sie die Merkmale des Schnitts an: histocast predict --features FILE --bundle {1}</translation>
  </message>
  <message>
   <location filename="model/predict/feature_export.py" />
   <source>{1} has {2} tiles at {3} um/px; at most {4} can be written.</source>
   <translation>{1} hat {2} Kacheln bei {3} um/px; höchstens {4} können geschrieben werden.</translation>
  </message>
  <message>
   <location filename="model/predict/feature_export.py" />
   <source>Check the pixel size of the slide (--mpp), or choose an encoder with larger tiles.</source>
   <translation>Prüfen Sie die Pixelgröße des Schnitts (--mpp), oder wählen Sie einen Encoder mit größeren Kacheln.</translation>
  </message>
  <message>
   <location filename="model/predict/feature_export.py" />
   <source>There is no tissue on {1}.</source>
   <translation>Auf {1} ist kein Gewebe.</translation>
  </message>
  <message>
   <location filename="model/predict/feature_export.py" />
   <source>Check that the slide is stained, or write tiles without tissue too: --all-tiles.</source>
   <translation>Prüfen Sie, ob der Schnitt gefärbt ist, oder schreiben Sie auch Kacheln ohne Gewebe: --all-tiles.</translation>
  </message>
  <message>
   <location filename="model/predict/feature_export.py" />
   <source>The pixel size of {1} is unknown, and a feature file needs it.</source>
   <translation>Die Pixelgröße von {1} ist unbekannt, und eine Merkmalsdatei benötigt sie.</translation>
  </message>
  <message>
   <location filename="model/predict/feature_export.py" />
   <source>Supply it with --mpp.</source>
   <translation>Geben Sie sie mit --mpp an.</translation>
  </message>
  <message>
   <location filename="model/predict/features.py" />
   <source>The backbone returned features that are NaN or infinite on {1}, {2}.</source>
   <translation>Das Backbone lieferte auf {1}, {2} Merkmale, die NaN oder unendlich sind.</translation>
  </message>
  <message>
   <location filename="model/predict/features.py" />
   <source>Choose exact precision or another device. If the error remains, import the backbone's weights again.</source>
   <translation>Wählen Sie die exakte Genauigkeit oder ein anderes Gerät. Bleibt der Fehler, importieren Sie die Gewichte des Backbones erneut.</translation>
  </message>
  <message>
   <location filename="model/predict/precision_error.py" />
   <source>The error of {1} ({2}) with this model was never measured on this computer.</source>
   <translation>Der Fehler von {1} ({2}) mit diesem Modell wurde auf diesem Computer noch nie gemessen.</translation>
  </message>
  <message>
   <location filename="model/predict/precision_error.py" />
   <source>Measure the error: histocast bench --accuracy, or Measure fast in the window. Or choose exact precision.</source>
   <translation>Messen Sie den Fehler: histocast bench --accuracy, oder „Fehler von schnell messen“ im Fenster. Oder wählen Sie exakt.</translation>
  </message>
  <message>
   <location filename="model/predict/precision_error.py" />
   <source>{1} ({2}) is not used with this model: {3}.</source>
   <translation>{1} ({2}) wird mit diesem Modell nicht verwendet: {3}.</translation>
  </message>
  <message>
   <location filename="model/predict/precision_error.py" />
   <source>Choose a more faithful precision. The precision exact has no such error.</source>
   <translation>Wählen Sie eine treuere Genauigkeit. Die Genauigkeit exakt hat keinen solchen Fehler.</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>The analysis region reaches beyond the image: {1} of the region was filled with glass.</source>
   <translation>Der Analysebereich reicht über das Bild hinaus: {1} des Bereichs wurden mit Glas gefüllt.</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>There is hardly any tissue in the analysis region ({1}).</source>
   <translation>Im Analysebereich ist kaum Gewebe ({1}).</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>The image has no colour: H&amp;E cannot be recognised in a grey image.</source>
   <translation>Das Bild hat keine Farbe: H&amp;E ist in einem Graubild nicht erkennbar.</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>This does not look like an H&amp;E stain: only {1} of the stained area is pink or purple. It may be an immunostain, a special stain, or no tissue section at all.</source>
   <translation>Das sieht nicht wie eine H&amp;E-Färbung aus: Nur {1} der gefärbten Fläche sind rosa oder violett. Es kann eine Immunfärbung, eine Spezialfärbung oder gar kein Gewebeschnitt sein.</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>The image is far too dark.</source>
   <translation>Das Bild ist viel zu dunkel.</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>The tissue is very pale or overexposed; details may be lost.</source>
   <translation>Das Gewebe ist sehr blass oder überbelichtet; Einzelheiten können verloren sein.</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>The tissue is out of focus: nuclei cannot be recognised.</source>
   <translation>Das Gewebe ist unscharf: Zellkerne sind nicht erkennbar.</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>The pixel size is unknown: the image was analysed as if it had {1} um/px, so cells may have the wrong size for the model.</source>
   <translation>Die Pixelgröße ist unbekannt: Das Bild wurde analysiert, als hätte es {1} um/px, sodass Zellen für das Modell die falsche Größe haben können.</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>The image is too coarse: {1} um/px, but the model was trained at {2} um/px.</source>
   <translation>Das Bild ist zu grob: {1} um/px, das Modell wurde aber bei {2} um/px trainiert.</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>There is little tissue in the analysis region ({1}); most tiles are glass.</source>
   <translation>Im Analysebereich ist wenig Gewebe ({1}); die meisten Kacheln sind Glas.</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>The colours are unusual for H&amp;E: {1} of the stained area is neither pink nor purple. It may be ink, pigment or another stain.</source>
   <translation>Die Farben sind für H&amp;E ungewöhnlich: {1} der gefärbten Fläche sind weder rosa noch violett. Es können Tinte, Pigment oder eine andere Färbung sein.</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>The image is dark: even its brightest parts are grey (underexposed, or no glass in view).</source>
   <translation>Das Bild ist dunkel: Selbst die hellsten Teile sind grau (unterbelichtet, oder kein Glas im Bild).</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>The tissue is slightly out of focus.</source>
   <translation>Das Gewebe ist etwas unscharf.</translation>
  </message>
  <message>
   <location filename="model/predict/quality.py" />
   <source>The image is coarse ({1} um/px) and was enlarged to the model's {2} um/px.</source>
   <translation>Das Bild ist grob ({1} um/px) und wurde auf die {2} um/px des Modells vergrößert.</translation>
  </message>
  <message>
   <location filename="model/region/region.py" />
   <source>the image is smaller than the analysis region: {1} of the region is padded with glass</source>
   <translation>das Bild ist kleiner als der Analysebereich: {1} des Bereichs sind mit Glas aufgefüllt</translation>
  </message>
  <message>
   <location filename="model/region/region.py" />
   <source>the image is larger than the analysis region, which is centred on it</source>
   <translation>das Bild ist größer als der Analysebereich, der in seiner Mitte liegt</translation>
  </message>
  <message>
   <location filename="model/region/region.py" />
   <source>the analysis region was placed by hand</source>
   <translation>der Analysebereich wurde von Hand platziert</translation>
  </message>
  <message>
   <location filename="model/region/region.py" />
   <source>the image is one spot; the analysis region covers it</source>
   <translation>das Bild ist ein Spot; der Analysebereich deckt ihn ab</translation>
  </message>
  <message>
   <location filename="model/result/evidence.py" />
   <source>The card of this model does not report the outcomes of held-out patients.</source>
   <translation>Die Modellkarte nennt keine Verläufe zurückgehaltener Patienten.</translation>
  </message>
  <message>
   <location filename="model/result/evidence.py" />
   <source>The card reports the outcomes of held-out patients in a format that this version cannot read.</source>
   <translation>Die Karte nennt die Verläufe zurückgehaltener Patienten in einem Format, das diese Version nicht lesen kann.</translation>
  </message>
  <message>
   <location filename="model/result/evidence.py" />
   <source>Of {1} {2} with an answer of {3}, {4} % were alive at {5} years (95 % interval {6} to {7} %).</source>
   <translation>Von {1} {2} mit einer Antwort von {3} lebten {4} % nach {5} Jahren (95-%-Intervall {6} bis {7} %).</translation>
  </message>
  <message>
   <location filename="model/result/evidence.py" />
   <source>The calibration line through all {1} {2} (logistic regression on the log odds) gives a probability of {3} at this answer (95 % interval {4}).</source>
   <translation>Die Kalibrierungsgerade durch alle {1} {2} (logistische Regression auf den Log-Odds) ergibt bei dieser Antwort eine Wahrscheinlichkeit von {3} (95-%-Intervall {4}).</translation>
  </message>
  <message>
   <location filename="model/result/evidence.py" />
   <source>; the nearest had answers of {1}</source>
   <translation>; die nächsten hatten Antworten von {1}</translation>
  </message>
  <message>
   <location filename="model/result/evidence.py" />
   <source>Patients lost to follow-up before {1} years ({2} in the model's cohort) are not included, so the share alive tends to be too low.</source>
   <translation>Patienten, deren Nachbeobachtung vor {1} Jahren endete ({2} in der Kohorte des Modells), sind nicht enthalten, sodass der Anteil der Lebenden eher zu niedrig ist.</translation>
  </message>
  <message>
   <location filename="model/result/evidence.py" />
   <source>held-out synthetic patients</source>
   <translation>zurückgehaltenen synthetischen Patienten</translation>
  </message>
  <message>
   <location filename="model/result/evidence.py" />
   <source>held-out patients</source>
   <translation>zurückgehaltenen Patienten</translation>
  </message>
  <message>
   <location filename="model/result/evidence.py" />
   <source>No {1} with such an answer are on the card{2}.</source>
   <translation>Keine {1} mit einer solchen Antwort stehen auf der Karte{2}.</translation>
  </message>
  <message>
   <location filename="model/result/evidence.py" />
   <source>and of</source>
   <translation>und von</translation>
  </message>
  <message>
   <location filename="model/result/export/base.py" />
   <source>There is no slide on which a map could be drawn.</source>
   <translation>Es gibt keinen Schnitt, auf den eine Karte gezeichnet werden könnte.</translation>
  </message>
  <message>
   <location filename="model/result/export/base.py" />
   <source>Give the slide from which the features were computed: --image SLIDE</source>
   <translation>Geben Sie den Schnitt an, aus dem die Merkmale berechnet wurden: --image SLIDE</translation>
  </message>
  <message>
   <location filename="model/result/export/export_table.py" />
   <source>{1} is the image itself; it is not overwritten.</source>
   <translation>{1} ist das Bild selbst; es wird nicht überschrieben.</translation>
  </message>
  <message>
   <location filename="model/result/export/export_table.py" />
   <source>Choose another name or folder.</source>
   <translation>Wählen Sie einen anderen Namen oder Ordner.</translation>
  </message>
  <message>
   <location filename="model/result/export/export_table.py" />
   <source>Check that the folder is writable and has free space, and that no other program has the file open.</source>
   <translation>Prüfen Sie, ob der Ordner beschreibbar ist und freien Speicherplatz hat und ob kein anderes Programm die Datei geöffnet hat.</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>not measured</source>
   <translation>nicht gemessen</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>of {1} spots of {2} (seed {3}){4}; 95 % intervals</source>
   <translation>von {1} Spots von {2} (Seed {3}){4}; 95-%-Intervalle</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>{1}; measured on bundle sha256 {2}, which has the same weights</source>
   <translation>{1}; gemessen am Modellpaket SHA-256 {2} mit denselben Gewichten</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>better than random tile orders by {1} when tiles are deleted</source>
   <translation>besser als zufällige Reihenfolgen der Kacheln: um {1} beim Löschen von Kacheln</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>, by {1} when tiles are inserted (difference of the areas under p)</source>
   <translation>, um {1} beim Einsetzen von Kacheln (Differenz der Flächen unter p)</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>{1}; rho {2} with the map of shuffled weights</source>
   <translation>{1}; rho {2} mit der Karte bei vertauschten Gewichten</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>; finds harmful and protective tiles of synthetic spots (AUC, mean over spots): {1}</source>
   <translation>; findet schädliche und schützende Kacheln synthetischer Spots (AUC, Mittel über Spots): {1}</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>rho {1}; maps drawn in grey on {2} of {3} spots</source>
   <translation>rho {1}; Karten grau gezeichnet bei {2} von {3} Spots</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>largest {1}, mean {2}</source>
   <translation>größtes {1}, Mittel {2}</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>{1}; residual of integrated gradients {2}</source>
   <translation>{1}; Residuum der integrierten Gradienten {2}</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>mean |occlusion| of the last quarter of the tiles (raster order) divided by that of all others: {1}</source>
   <translation>mittlere |Verdeckung| des letzten Viertels der Kacheln (zeilenweise) geteilt durch die aller anderen: {1}</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>; MAY HAVE BEEN TRAINED ON</source>
   <translation>; MÖGLICHERWEISE IM TRAINING VERWENDET</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>{1} (no interval)</source>
   <translation>{1} (kein Intervall)</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>Faithfulness</source>
   <translation>Treue der Karten</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>the two maps agree</source>
   <translation>Übereinstimmung der zwei Karten</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>place in the grid</source>
   <translation>Ort im Raster</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>planted truth</source>
   <translation>gepflanzte Wahrheit</translation>
  </message>
  <message>
   <location filename="model/result/export/faithfulness.py" />
   <source>measured by a version of the program whose results this version cannot read</source>
   <translation>gemessen mit einer Programmversion, deren Ergebnisse diese Version nicht lesen kann</translation>
  </message>
  <message>
   <location filename="model/result/export/familiarity.py" />
   <source>Familiar tissue</source>
   <translation>Vertrautes Gewebe</translation>
  </message>
  <message>
   <location filename="model/result/export/familiarity.py" />
   <source>false alarms</source>
   <translation>Fehlalarme</translation>
  </message>
  <message>
   <location filename="model/result/export/familiarity.py" />
   <source>compared with {1} tiles of {2} training spots</source>
   <translation>verglichen mit {1} Kacheln aus {2} Trainingsspots</translation>
  </message>
  <message>
   <location filename="model/result/export/familiarity.py" />
   <source>a tile is unfamiliar if it is farther from these tiles than {1} of the tissue tiles of {2} validation spots</source>
   <translation>eine Kachel ist unvertraut, wenn sie von diesen Kacheln weiter entfernt ist als {1} der Gewebekacheln aus {2} Validierungsspots</translation>
  </message>
  <message>
   <location filename="model/result/export/familiarity.py" />
   <source>caution if more than {1} of the tissue tiles are unfamiliar</source>
   <translation>Vorsicht, wenn mehr als {1} der Gewebekacheln unvertraut sind</translation>
  </message>
  <message>
   <location filename="model/result/export/familiarity.py" />
   <source>, do not use if more than {1}</source>
   <translation>, nicht verwenden, wenn mehr als {1}</translation>
  </message>
  <message>
   <location filename="model/result/export/familiarity.py" />
   <source>of {1} held-out test spots, {2} get a caution or worse (aim: at most {3})</source>
   <translation>von {1} zurückgehaltenen Testspots erhalten {2} Vorsicht oder Schlechteres (Ziel: höchstens {3})</translation>
  </message>
  <message>
   <location filename="model/result/export/familiarity.py" />
   <source>unfamiliar tiles: median {1}, largest share {2}</source>
   <translation>unvertraute Kacheln: Median {1}, größter Anteil {2}</translation>
  </message>
  <message>
   <location filename="model/result/export/familiarity.py" />
   <source>{1} and {2} are refused; {3}</source>
   <translation>{1}, und {2} werden abgelehnt; {3}</translation>
  </message>
  <message>
   <location filename="model/result/export/familiarity.py" />
   <source>95 % interval {1} to {2}</source>
   <translation>95-%-Intervall {1} bis {2}</translation>
  </message>
  <message>
   <location filename="model/result/export/familiarity.py" />
   <source>not counted: no held-out test spot shows tissue</source>
   <translation>nicht gezählt: kein zurückgehaltener Testspot zeigt Gewebe</translation>
  </message>
  <message>
   <location filename="model/result/export/familiarity.py" />
   <source>not checked: {1}</source>
   <translation>nicht geprüft: {1}</translation>
  </message>
  <message>
   <location filename="model/result/export/familiarity.py" />
   <source>checked; the data behind the limits are recorded in a format that this version cannot read</source>
   <translation>geprüft; die Daten hinter den Grenzen liegen in einem Format vor, das diese Version nicht lesen kann</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>Held-out patients by answer</source>
   <translation>Zurückgehaltene Patienten nach Antwort</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>slope {1} (95 % interval {2} to {3}), intercept {4}</source>
   <translation>Steigung {1} (95-%-Intervall {2} bis {3}), Achsenabschnitt {4}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1}; probability and share alive by bin {2}</source>
   <translation>{1}; Wahrscheinlichkeit und Anteil Überlebender je Klasse {2}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>alive at {1} years (95 % interval), by answer {2}</source>
   <translation>am Leben nach {1} Jahren (95-%-Intervall), nach Antwort {2}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1} networks, seeds from {2}; held-out AUC of each {3}</source>
   <translation>{1} Netze, Seeds ab {2}; AUC zurückgehaltener Patienten je Netz {3}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>followed for {1} years (median)</source>
   <translation>nachbeobachtet über {1} Jahre (Median)</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1} patients known at 5 years, {2} of them died; {3}</source>
   <translation>{1} Patienten mit bekanntem Verlauf nach 5 Jahren, davon {2} gestorben; {3}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1} over training patients{2}{3}</source>
   <translation>{1} über Trainingspatienten{2}{3}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>SD of the probability over {1}: mean {2}, largest {3}</source>
   <translation>SD der Wahrscheinlichkeit über {1}: Mittel {2}, größte {3}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1} of {2} test patients change their risk group with the tile order</source>
   <translation>{1} von {2} Testpatienten wechseln mit der Reihenfolge der Kacheln die Risikogruppe</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>Spearman {1} ({2}; {3} test patients)</source>
   <translation>Spearman {1} ({2}; {3} Testpatienten)</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>of {1} tiles; median of {2} test spots</source>
   <translation>von {1} Kacheln; Median von {2} Testspots</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>number of tiles back until |d logit / d hidden state| stays below {1} of its maximum: {2} ({3})</source>
   <translation>Zahl der Kacheln zurück, bis |d Logit / d verborgener Zustand| unter {1} des Maximums bleibt: {2} ({3})</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1} ({2}; {3} alive, {4} not)</source>
   <translation>{1} ({2}; {3} am Leben, {4} nicht)</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>Held-out AUC</source>
   <translation>AUC zurückgehaltener Patienten</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>AUC of the true risk</source>
   <translation>AUC des wahren Risikos</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>Out-of-fold AUC</source>
   <translation>AUC außerhalb der Folds</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>AUC on training spots</source>
   <translation>AUC auf Trainingsspots</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>no calibration line: the probabilities of the two groups do not overlap</source>
   <translation>keine Kalibrierungsgerade: Die Wahrscheinlichkeiten der beiden Gruppen überlappen nicht</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1}: {2} of {3} ({4} to {5})</source>
   <translation>{1}: {2} von {3} ({4} bis {5})</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>only {1} of the {2}</source>
   <translation>nur {1} der {2}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1} patients, {2} died of the disease</source>
   <translation>{1} Patienten, {2} an der Krankheit gestorben</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>C-index {1}</source>
   <translation>C-Index {1}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>hazard ratio of high risk {1}</source>
   <translation>Hazard Ratio bei hohem Risiko {1}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>mean probability {1} ({2})</source>
   <translation>mittlere Wahrscheinlichkeit {1} ({2})</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>alive at 5 years {1}</source>
   <translation>nach 5 Jahren am Leben {1}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1}, {2} patients, {3} died of the disease</source>
   <translation>{1}, {2} Patienten, {3} an der Krankheit gestorben</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>C-index</source>
   <translation>C-Index</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>hazard ratio of high risk</source>
   <translation>Hazard Ratio bei hohem Risiko</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>calibration slope, weighted for censoring</source>
   <translation>Kalibrierungssteigung, für Zensierung gewichtet</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>mean probability</source>
   <translation>mittlere Wahrscheinlichkeit</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>alive at 5 years</source>
   <translation>nach 5 Jahren am Leben</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>not given</source>
   <translation>nicht angegeben</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>no interval</source>
   <translation>kein Intervall</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>median follow-up of all patients {1} (reverse Kaplan-Meier)</source>
   <translation>Nachbeobachtung aller Patienten im Median von {1} (umgekehrter Kaplan-Meier)</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>; NEARLY CONSTANT</source>
   <translation>; NAHEZU KONSTANT</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>; {1} of weights above 0.01</source>
   <translation>; {1} der Gewichte über 0,01</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>; {1} exceed a limit of order stability</source>
   <translation>; {1} überschreiten eine Grenze der Stabilität der Reihenfolge</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>no correlation can be computed ({1} patients)</source>
   <translation>keine Korrelation berechenbar ({1} Patienten)</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>Patients</source>
   <translation>Patienten</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>Held-out Brier</source>
   <translation>Brier zurückgehaltener Patienten</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>Held-out calibration</source>
   <translation>Kalibrierung zurückgehaltener Patienten</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>Other cohorts</source>
   <translation>Andere Kohorten</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>Ensemble</source>
   <translation>Ensemble</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>Chosen settings</source>
   <translation>Gewählte Einstellungen</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>All patients, out of fold</source>
   <translation>Alle Patienten, außerhalb der Folds</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>SD of the probability</source>
   <translation>SD der Wahrscheinlichkeit</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>Against tissue share</source>
   <translation>Gegen den Gewebeanteil</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>Site signature</source>
   <translation>Standortsignatur</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>mean logit over {1} {2} orders</source>
   <translation>mittlerer Logit über {1} Reihenfolgen ({2})</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>one run over the tiles, in raster order</source>
   <translation>ein Durchlauf über die Kacheln, zeilenweise</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>recorded in a format that this version cannot read</source>
   <translation>in einem Format gespeichert, das diese Version nicht lesen kann</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1}: {2} of {3}</source>
   <translation>{1}: {2} von {3}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1} ({2} patients): alive {3}</source>
   <translation>{1} ({2} Patienten): am Leben {3}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>was not reached</source>
   <translation>nicht erreichter Länge</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1} years</source>
   <translation>{1} Jahren</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1} in layer {2}</source>
   <translation>{1} in Schicht {2}</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1} (0 is perfect, a constant 0.5 gets 0.25)</source>
   <translation>{1} (0 ist perfekt, konstant 0,5 ergibt 0,25)</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>AUC fold by fold</source>
   <translation>AUC je Fold</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>{1} {2} (95 % interval {3} to {4})</source>
   <translation>{1} {2} (95-%-Intervall {3} bis {4})</translation>
  </message>
  <message>
   <location filename="model/result/export/metrics.py" />
   <source>not stated: {1}</source>
   <translation>nicht angegeben: {1}</translation>
  </message>
  <message>
   <location filename="model/result/export/site_signature.py" />
   <source>balanced accuracy {1} ({2}; chance {3})</source>
   <translation>balancierte Genauigkeit {1} ({2}; Zufall {3})</translation>
  </message>
  <message>
   <location filename="model/result/export/site_signature.py" />
   <source>linear classifier on a spot's mean features, {1} folds of patients</source>
   <translation>linearer Klassifikator auf den mittleren Merkmalen eines Spots, {1} Folds von Patienten</translation>
  </message>
  <message>
   <location filename="model/result/export/site_signature.py" />
   <source>features alone do not clearly reveal the site, which does not prove that the model ignores it</source>
   <translation>die Merkmale allein verraten den Standort nicht deutlich, was nicht beweist, dass das Modell ihn ignoriert</translation>
  </message>
  <message>
   <location filename="model/result/export/site_signature.py" />
   <source>{1} alive at 5 years</source>
   <translation>{1} nach 5 Jahren am Leben</translation>
  </message>
  <message>
   <location filename="model/result/export/site_signature.py" />
   <source>; {1} without a usable site left out</source>
   <translation>; {1} ohne brauchbaren Standort ausgelassen</translation>
  </message>
  <message>
   <location filename="model/result/export/site_signature.py" />
   <source>not measured: fewer than two sites have enough patients ({1}{2})</source>
   <translation>nicht gemessen: weniger als zwei Standorte haben genug Patienten ({1}{2})</translation>
  </message>
  <message>
   <location filename="model/result/export/site_signature.py" />
   <source>features alone reveal the site, so the model can use scanner, stain or cutting in place of tissue, which helps it wherever survival differs between sites: test it at a site that it was not trained on</source>
   <translation>die Merkmale allein verraten den Standort; das Modell kann also Scanner, Färbung oder Schnitt statt des Gewebes nutzen, was ihm hilft, wo das Überleben zwischen Standorten verschieden ist: Prüfen Sie es an einem Standort, an dem es nicht trainiert wurde</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>Research use only. Not for diagnosis or treatment decisions.</source>
   <translation>Nur für Forschungszwecke. Nicht für Diagnosen oder Therapieentscheidungen.</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>DEMO MODEL: trained on synthetic tissue, it has no clinical meaning.</source>
   <translation>DEMO-MODELL: an künstlichem Gewebe trainiert, ohne klinische Bedeutung.</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>No risk group: the model has no threshold</source>
   <translation>Keine Risikogruppe: Das Modell hat keine Schwelle</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>{1}, 95 % interval {2}</source>
   <translation>{1}, 95-%-Intervall {2}</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>{1} the threshold {2} ({3})</source>
   <translation>{1} der Schwelle {2} ({3})</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>mean log odds over {1} orders of the tiles</source>
   <translation>Mittel der Log-Odds über {1} Reihenfolgen der Kacheln</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>Hidden states, gates and playback show one run over the tiles in {1} order</source>
   <translation>Verborgene Zustände, Gates und Wiedergabe zeigen einen Durchlauf über die Kacheln in der Reihenfolge {1}</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>{1}; {2}. The probability is the mean over {3} other orders.</source>
   <translation>{1}; {2}. Die Wahrscheinlichkeit ist das Mittel über {3} andere Reihenfolgen.</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>Thick: the mean over {1} {2} of the tiles, which ends at the answer, {3}. Thin: each of these orders. Dashed: {4} order, which playback and hidden states show; {5}.</source>
   <translation>Dick: das Mittel über {1} {2} der Kacheln, das bei der Antwort {3} endet. Dünn: jede dieser Reihenfolgen. Gestrichelt: die Reihenfolge {4}, die Wiedergabe und verborgene Zustände zeigen; {5}.</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>{1}. The mean of their log odds is the answer. Not a confidence interval.</source>
   <translation>{1}. Das Mittel ihrer Log-Odds ist die Antwort. Kein Konfidenzintervall.</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>Ensemble of {1}</source>
   <translation>Ensemble aus {1}</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>this order alone predicts {1}</source>
   <translation>diese Reihenfolge allein sagt {1} vorher</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>at or above</source>
   <translation>auf oder über</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>one run over the tiles, in {1} order</source>
   <translation>ein Durchlauf über die Kacheln, in der Reihenfolge {1}</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>{1}, which gave the probability.</source>
   <translation>{1}, der die Wahrscheinlichkeit ergab.</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>The line ends at the answer, {1}.</source>
   <translation>Die Linie endet bei der Antwort, {1}.</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>The line is one run over the tiles in {1} order; it ends at the answer, {2}.</source>
   <translation>Die Linie ist ein Durchlauf über die Kacheln in der Reihenfolge {1}; sie endet bei der Antwort, {2}.</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>Dashed: {1} order; {2}. The answer, {3}, is the mean over {4} other orders, whose steps were not saved.</source>
   <translation>Gestrichelt: die Reihenfolge {1}; {2}. Die Antwort, {3}, ist das Mittel über {4} andere Reihenfolgen, deren Schritte nicht gespeichert wurden.</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>Probability of being alive: {1} ({2}).</source>
   <translation>Wahrscheinlichkeit zu leben: {1} ({2}).</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>The curve is an estimate by the model. It ends at the answer.</source>
   <translation>Die Kurve ist eine Schätzung des Modells. Sie endet bei der Antwort.</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>1 year</source>
   <translation>1 Jahr</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>{1} after {2}</source>
   <translation>{1} nach {2}</translation>
  </message>
  <message>
   <location filename="model/result/export/wording.py" />
   <source>checked with {1}</source>
   <translation>geprüft mit {1}</translation>
  </message>
  <message>
   <location filename="model/result/image_store.py" />
   <source>{1} of {2} entries saved in {3} are invalid and are left out.</source>
   <translation>{1} von {2} in {3} gespeicherten Einträgen sind ungültig und werden ausgelassen.</translation>
  </message>
  <message>
   <location filename="model/result/image_store.py" />
   <source>{1} saved for this image cannot be read and are left out ({2}).</source>
   <translation>{1} zu diesem Bild können nicht gelesen werden und werden ausgelassen ({2}).</translation>
  </message>
  <message>
   <location filename="model/result/image_store.py" />
   <source>{1} could not be saved: {2}.</source>
   <translation>{1} konnten nicht gespeichert werden: {2}.</translation>
  </message>
  <message>
   <location filename="model/result/image_store.py" />
   <source>Check that the folder {1} is writable.</source>
   <translation>Prüfen Sie, ob der Ordner {1} beschreibbar ist.</translation>
  </message>
  <message>
   <location filename="model/result/input_checks.py" />
   <source>familiar tissue</source>
   <translation>vertrautes Gewebe</translation>
  </message>
  <message>
   <location filename="model/result/input_checks.py" />
   <source>{1} checked</source>
   <translation>{1} geprüft</translation>
  </message>
  <message>
   <location filename="model/result/maps.py" />
   <source>This is the network's activity, not the tile's importance for the probability.</source>
   <translation>Dies ist die Aktivität des Netzes, nicht die Wichtigkeit der Kachel für die Wahrscheinlichkeit.</translation>
  </message>
  <message>
   <location filename="model/result/maps.py" />
   <source>towards death</source>
   <translation>zum Tod hin</translation>
  </message>
  <message>
   <location filename="model/result/maps.py" />
   <source>towards survival</source>
   <translation>zum Überleben hin</translation>
  </message>
  <message>
   <location filename="model/result/maps.py" />
   <source>{1}, layer {2}</source>
   <translation>{1}, Schicht {2}</translation>
  </message>
  <message>
   <location filename="model/result/maps.py" />
   <source>The tile's share of the attention; all shares add up to 1. The share does not show the direction of the effect.</source>
   <translation>Anteil der Kachel an der Aufmerksamkeit; alle Anteile ergeben zusammen 1. Der Anteil zeigt nicht die Richtung der Wirkung.</translation>
  </message>
  <message>
   <location filename="model/result/maps.py" />
   <source>The tile's own term of the weighted sum; all terms and a constant add up to the log odds. The term is not a cause.</source>
   <translation>Der eigene Term der Kachel in der gewichteten Summe; alle Terme und eine Konstante ergeben zusammen die Log-Odds. Der Term ist keine Ursache.</translation>
  </message>
  <message>
   <location filename="model/result/maps.py" />
   <source>The survival probability minus the probability without this tile. Values of several tiles do not add up.</source>
   <translation>Die Überlebenswahrscheinlichkeit minus der Wahrscheinlichkeit ohne diese Kachel. Die Werte mehrerer Kacheln addieren sich nicht.</translation>
  </message>
  <message>
   <location filename="model/result/maps.py" />
   <source>Distance of the tile to the model's training tissue; above 1, the tile is unfamiliar. The distance is not importance.</source>
   <translation>Abstand der Kachel zum Trainingsgewebe des Modells; über 1 ist die Kachel unvertraut. Der Abstand ist keine Wichtigkeit.</translation>
  </message>
  <message>
   <location filename="model/result/maps.py" />
   <source>Hidden state, unit {1}, layer {2}</source>
   <translation>Verborgener Zustand, Einheit {1}, Schicht {2}</translation>
  </message>
  <message>
   <location filename="model/result/maps.py" />
   <source>Size of the LSTM's hidden state after this tile and all tiles before it.</source>
   <translation>Größe des verborgenen Zustands des LSTM nach dieser Kachel und allen Kacheln davor.</translation>
  </message>
  <message>
   <location filename="model/result/maps.py" />
   <source>Size of the change of the LSTM's hidden state at this tile.</source>
   <translation>Größe der Änderung des verborgenen Zustands des LSTM bei dieser Kachel.</translation>
  </message>
  <message>
   <location filename="model/result/maps.py" />
   <source>Value of one unit of the LSTM's hidden state after this tile, between -1 and 1.</source>
   <translation>Wert einer Einheit des verborgenen Zustands des LSTM nach dieser Kachel, zwischen −1 und 1.</translation>
  </message>
  <message>
   <location filename="model/result/marks.py" />
   <source>The measurements and notes</source>
   <translation>Die Messungen und Notizen</translation>
  </message>
  <message>
   <location filename="model/result/marks.py" />
   <source>The outline crosses itself, so its area is not defined.</source>
   <translation>Der Umriss kreuzt sich selbst, seine Fläche ist daher nicht definiert.</translation>
  </message>
  <message>
   <location filename="model/result/marks.py" />
   <source>{1} px</source>
   <translation>{1} px</translation>
  </message>
  <message>
   <location filename="model/result/marks.py" />
   <source>{1} mm</source>
   <translation>{1} mm</translation>
  </message>
  <message>
   <location filename="model/result/marks.py" />
   <source>{1} px²</source>
   <translation>{1} px²</translation>
  </message>
  <message>
   <location filename="model/result/marks.py" />
   <source>{1} mm²</source>
   <translation>{1} mm²</translation>
  </message>
  <message>
   <location filename="model/result/marks.py" />
   <source>Draw the outline again without a loop.</source>
   <translation>Zeichnen Sie den Umriss noch einmal ohne Schleife.</translation>
  </message>
  <message>
   <location filename="model/result/near_threshold.py" />
   <source>close to the threshold</source>
   <translation>nahe an der Schwelle</translation>
  </message>
  <message>
   <location filename="model/result/near_threshold.py" />
   <source>answer and threshold are both {1} when rounded ({2} and {3})</source>
   <translation>Antwort und Schwelle sind gerundet beide {1} ({2} und {3})</translation>
  </message>
  <message>
   <location filename="model/result/near_threshold.py" />
   <source>Close to the threshold: {1}.</source>
   <translation>Nahe an der Schwelle: {1}.</translation>
  </message>
  <message>
   <location filename="model/result/near_threshold.py" />
   <source>the range of {1} {2}</source>
   <translation>im Bereich der {1} {2}</translation>
  </message>
  <message>
   <location filename="model/result/near_threshold.py" />
   <source>{1} lies in {2}</source>
   <translation>{1} liegt {2}</translation>
  </message>
  <message>
   <location filename="model/result/near_threshold.py" />
   <source>the 95 % interval of the answer</source>
   <translation>im 95-%-Intervall der Antwort</translation>
  </message>
  <message>
   <location filename="model/result/near_threshold.py" />
   <source>the 95 % interval of the calibration line at this answer</source>
   <translation>im 95-%-Intervall der Kalibrierungsgeraden bei dieser Antwort</translation>
  </message>
  <message>
   <location filename="model/result/points.py" />
   <source>No single {1} matters: none has more than {2} point of survival probability.</source>
   <translation>Keine einzelne Stelle ({1}) ist ausschlaggebend: Keine hat mehr als {2} Punkt der Überlebenswahrscheinlichkeit.</translation>
  </message>
  <message>
   <location filename="model/result/points.py" />
   <source>colours fixed at -{1} to +{2} points, the same for all spots</source>
   <translation>Farben fest bei −{1} bis +{2} Punkten, für alle Spots gleich</translation>
  </message>
  <message>
   <location filename="model/result/prediction.py" />
   <source>off by up to {1} (mean {2})</source>
   <translation>Abweichung bis {1} (im Mittel {2})</translation>
  </message>
  <message>
   <location filename="model/result/prediction.py" />
   <source>{1}, {2} of {3} risk groups flipped, on {4}, {5}</source>
   <translation>{1}, {2} von {3} Risikogruppen gewechselt, auf {4}, {5}</translation>
  </message>
  <message>
   <location filename="model/result/prediction.py" />
   <source>, with features cached by an earlier analysis</source>
   <translation>, mit Merkmalen aus einer früheren Analyse</translation>
  </message>
  <message>
   <location filename="model/result/reliability.py" />
   <source>tile order</source>
   <translation>Reihenfolge</translation>
  </message>
  <message>
   <location filename="model/result/reliability.py" />
   <source>Do not use</source>
   <translation>Nicht verwenden</translation>
  </message>
  <message>
   <location filename="model/result/reliability.py" />
   <source>The {1} order alone gives the other risk group ({2}).</source>
   <translation>Die Reihenfolge {1} allein ergibt die andere Risikogruppe ({2}).</translation>
  </message>
  <message>
   <location filename="model/result/reliability.py" />
   <source>, with an SD of the probability of {1}</source>
   <translation>, mit einer SD der Wahrscheinlichkeit von {1}</translation>
  </message>
  <message>
   <location filename="model/result/reliability.py" />
   <source>{1} of {2} {3} {4} the other risk group{5}.</source>
   <translation>{3}: {1} von {2} {4} die andere Risikogruppe{5}.</translation>
  </message>
  <message>
   <location filename="model/result/reliability.py" />
   <source>tile orders</source>
   <translation>Reihenfolgen der Kacheln</translation>
  </message>
  <message>
   <location filename="model/result/reliability.py" />
   <source>random tile orders</source>
   <translation>zufällige Reihenfolgen der Kacheln</translation>
  </message>
  <message>
   <location filename="model/result/reliability.py" />
   <source>flips and rotations of the grid</source>
   <translation>Spiegelungen und Drehungen des Rasters</translation>
  </message>
  <message>
   <location filename="model/result/reliability.py" />
   <source>The SD of the probability over {1} {2} is {3} (limit {4}).</source>
   <translation>Die SD der Wahrscheinlichkeit über {1} {2} beträgt {3} (Grenze {4}).</translation>
  </message>
  <message>
   <location filename="model/result/saved_regions.py" />
   <source>SavedRegion</source>
   <translation>SavedRegion</translation>
  </message>
  <message>
   <location filename="model/result/saved_regions.py" />
   <source>The analysis regions</source>
   <translation>Die Analysebereiche</translation>
  </message>
  <message>
   <location filename="model/slide/companions.py" />
   <source>{1} contains no pixels. The folder {2} beside it should contain them, but is {3}.</source>
   <translation>{1} enthält keine Pixel. Der Ordner {2} daneben sollte sie enthalten, ist aber {3}.</translation>
  </message>
  <message>
   <location filename="model/slide/companions.py" />
   <source>Copy or export the file again from its source.</source>
   <translation>Kopieren oder exportieren Sie die Datei erneut aus ihrer Quelle.</translation>
  </message>
  <message>
   <location filename="model/slide/companions.py" />
   <source>Copy the file and the folder of the same name together.</source>
   <translation>Kopieren Sie die Datei und den gleichnamigen Ordner zusammen.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom.py" />
   <source>{1} is a DICOM file, but it is not a whole slide.</source>
   <translation>{1} ist eine DICOM-Datei, aber kein ganzer Schnitt.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom.py" />
   <source>Open a DICOM file of the kind VL Whole Slide Microscopy Image.</source>
   <translation>Öffnen Sie eine DICOM-Datei der Art VL Whole Slide Microscopy Image.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom.py" />
   <source>{1} does not contain exactly one DICOM whole slide.</source>
   <translation>{1} enthält nicht genau einen ganzen DICOM-Schnitt.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom.py" />
   <source>Export the region of interest as PNG or TIFF from your viewer (in QuPath: File &gt; Export images).</source>
   <translation>Exportieren Sie den gewünschten Bereich aus Ihrem Betrachter als PNG oder TIFF (in QuPath: File &gt; Export images).</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>{1} holds only photographs of the slide{2}; the files of its levels are missing.</source>
   <translation>{1} enthält nur Fotografien des Objektträgers{2}; die Dateien der Ebenen fehlen.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>{1} has {2}; only colour slides of 3 samples with 8 bits are supported.</source>
   <translation>{1} hat {2}; nur farbige Schnitte mit 3 Werten zu je 8 Bit werden unterstützt.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>{1} states {2} Photometric Interpretation (0028,0004) for {3} frames, which is not supported.</source>
   <translation>{1} gibt für Einzelbilder ({3}) als Photometric Interpretation (0028,0004) {2} an, was nicht unterstützt wird.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>{1} states no Photometric Interpretation (0028,0004) for {2} frames, which is not supported.</source>
   <translation>{1} gibt für Einzelbilder ({2}) keine Photometric Interpretation (0028,0004) an, was nicht unterstützt wird.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>{1} stores its colours plane by plane (Planar Configuration 1), which is not supported.</source>
   <translation>{1} speichert Farben ebenenweise (Planar Configuration 1), was nicht unterstützt wird.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>{1} holds {2} focal planes; only slides with one are supported.</source>
   <translation>{1} enthält {2} Fokusebenen; nur Schnitte mit einer einzigen werden unterstützt.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>{1} states the Image Type {2} (0008,0008), which is not a level's.</source>
   <translation>{1} gibt den Image Type {2} (0008,0008) an, der nicht der einer Ebene ist.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>Copy the slide again with all its DICOM files: they are in the same folder, one file per level.</source>
   <translation>Kopieren Sie den Schnitt erneut mit allen seinen DICOM-Dateien: Sie liegen im selben Ordner, eine Datei je Ebene.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>{1} does not state its Image Type (0008,0008), which distinguishes a level from a label.</source>
   <translation>{1} gibt keinen Image Type (0008,0008) an, der eine Ebene von einem Etikett unterscheidet.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>Add the Image Type in a copy of the file (with DCMTK: dcmodify -i 0008,0008=ORIGINAL\PRIMARY\VOLUME\NONE), or export the slide again.</source>
   <translation>Ergänzen Sie den Image Type in einer Kopie der Datei (mit DCMTK: dcmodify -i 0008,0008=ORIGINAL\PRIMARY\VOLUME\NONE), oder exportieren Sie den Schnitt erneut.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>{1} is compressed as {2}, which is not supported.</source>
   <translation>{1} ist als {2} komprimiert, was nicht unterstützt wird.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>Convert the file to JPEG Baseline (with DCMTK: dcmdjpeg, dcmdrle or dcmdjpls, then dcmcjpeg +eb).</source>
   <translation>Wandeln Sie die Datei in JPEG Baseline um (mit DCMTK: dcmdjpeg, dcmdrle oder dcmdjpls, dann dcmcjpeg +eb).</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>Convert the file so that it states {1}, or export the slide as TIFF.</source>
   <translation>Wandeln Sie die Datei so um, dass sie {1} angibt, oder exportieren Sie den Schnitt als TIFF.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>Convert the file to Planar Configuration 0, or export the slide as TIFF.</source>
   <translation>Wandeln Sie die Datei in Planar Configuration 0 um, oder exportieren Sie den Schnitt als TIFF.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>Export one focal plane as TIFF or DICOM.</source>
   <translation>Exportieren Sie eine Fokusebene als TIFF oder DICOM.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>Set the Image Type in a copy of the file (with DCMTK: dcmodify -m 0008,0008=ORIGINAL\PRIMARY\VOLUME\NONE), or export the slide again.</source>
   <translation>Setzen Sie den Image Type in einer Kopie der Datei (mit DCMTK: dcmodify -m 0008,0008=ORIGINAL\PRIMARY\VOLUME\NONE), oder exportieren Sie den Schnitt erneut.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>{1} does not state its {2}.</source>
   <translation>{1} gibt nicht an: {2}.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>{1} is {2}, which is not supported.</source>
   <translation>{1} ist {2}, was nicht unterstützt wird.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>Convert the file to Explicit VR Little Endian (with DCMTK: dcmconv +te IN OUT).</source>
   <translation>Wandeln Sie die Datei in Explicit VR Little Endian um (mit DCMTK: dcmconv +te IN OUT).</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>{1} holds {2} files for one level of {3} x {4} px: {5}. It is not stated which of them to show.</source>
   <translation>{1} enthält {2} Dateien für eine Ebene mit {3} x {4} px: {5}. Es ist nicht angegeben, welche davon zu zeigen ist.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_checks.py" />
   <source>Keep one of these files in the folder and move the others elsewhere. They may be copies, or show other focal planes or stains.</source>
   <translation>Behalten Sie eine dieser Dateien im Ordner, und verschieben Sie die anderen. Es können Kopien sein, oder sie zeigen andere Fokusebenen oder Färbungen.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_elements.py" />
   <source>its header has more than {1} elements</source>
   <translation>der Header hat mehr als {1} Elemente</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_elements.py" />
   <source>the element {1} has no value representation</source>
   <translation>das Element {1} hat keine Value Representation</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_elements.py" />
   <source>the element {1} is longer than its container</source>
   <translation>das Element {1} ist länger als die Sequenz oder das Item, in dem es liegt</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_elements.py" />
   <source>the element {1} has no length</source>
   <translation>das Element {1} hat keine Länge</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_elements.py" />
   <source>an item or a delimiter is in a place where none is allowed</source>
   <translation>ein Item oder ein Delimiter steht an einer Stelle, an der keines erlaubt ist</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_elements.py" />
   <source>its header is longer than {1} MB</source>
   <translation>der Header ist länger als {1} MB</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_elements.py" />
   <source>it ends in the middle of its header</source>
   <translation>die Datei endet mitten im Header</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_elements.py" />
   <source>its header has more than {1} sequences within one another</source>
   <translation>der Header hat mehr als {1} ineinander verschachtelte Sequenzen</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_elements.py" />
   <source>an item is longer than its sequence</source>
   <translation>ein Item ist länger als seine Sequenz</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_elements.py" />
   <source>its header is {1}, which is not supported</source>
   <translation>der Header ist {1}, was nicht unterstützt wird</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_elements.py" />
   <source>a sequence holds something that is not an item</source>
   <translation>eine Sequenz enthält etwas, das kein Item ist</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_frames.py" />
   <source>{1}; only {2} and {3} are supported.</source>
   <translation>{1}; nur {2} und {3} werden unterstützt.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_frames.py" />
   <source>{1} states the Dimension Organization Type {2} (0020,9311)</source>
   <translation>{1} gibt den Dimension Organization Type {2} (0020,9311) an</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_frames.py" />
   <source>{1} does not state its Number of Frames (0028,0008).</source>
   <translation>{1} gibt die Anzahl der Bilder nicht an (Number of Frames, 0028,0008).</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_frames.py" />
   <source>{1} is damaged: it is too short for the {2} frames that it states.</source>
   <translation>{1} ist beschädigt: Die Datei ist zu kurz für die {2} Einzelbilder, die sie angibt.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_frames.py" />
   <source>{1} states positions for only {2} of its {3} frames (5200,9230): the others</source>
   <translation>{1} gibt nur für {2} der {3} Einzelbilder eine Position an (5200,9230): Die anderen</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_frames.py" />
   <source>{1}cannot be shown.</source>
   <translation>{1}können nicht gezeigt werden.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_header.py" />
   <source>{1} cannot be read as DICOM: {2}.</source>
   <translation>{1} kann nicht als DICOM gelesen werden: {2}.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_header.py" />
   <source>{1} is not a UID</source>
   <translation>{1} ist keine UID</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_header.py" />
   <source>{1} is stored as {2}, not as {3}</source>
   <translation>{1} ist als {2} gespeichert, nicht als {3}</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_header.py" />
   <source>{1} is longer than {2} bytes</source>
   <translation>{1} ist länger als {2} Bytes</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_header.py" />
   <source>{1} is not one number</source>
   <translation>{1} ist keine einzelne Zahl</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_open.py" />
   <source>{1} is in a folder with files that prevent its reader from opening it.</source>
   <translation>{1} liegt in einem Ordner mit Dateien, die das Öffnen verhindern.</translation>
  </message>
  <message>
   <location filename="model/slide/dicom_open.py" />
   <source>Move the DICOM files of this slide into a folder of their own.</source>
   <translation>Verschieben Sie die DICOM-Dateien dieses Schnitts in einen eigenen Ordner.</translation>
  </message>
  <message>
   <location filename="model/slide/faults.py" />
   <source>{1} uses {2}.</source>
   <translation>{1} verwendet {2}.</translation>
  </message>
  <message>
   <location filename="model/slide/faults.py" />
   <source>{1} needs more memory to be decoded than this computer has free.</source>
   <translation>{1} benötigt zum Dekodieren mehr Speicher, als auf diesem Computer frei ist.</translation>
  </message>
  <message>
   <location filename="model/slide/faults.py" />
   <source>{1} cannot be read: {2}.</source>
   <translation>{1} kann nicht gelesen werden: {2}.</translation>
  </message>
  <message>
   <location filename="model/slide/faults.py" />
   <source>{1} is damaged: {2}.</source>
   <translation>{1} ist beschädigt: {2}.</translation>
  </message>
  <message>
   <location filename="model/slide/faults.py" />
   <source>Close other programs and try again. {1}</source>
   <translation>Schließen Sie andere Programme, und versuchen Sie es erneut. {1}</translation>
  </message>
  <message>
   <location filename="model/slide/faults.py" />
   <source>Check that you may read the file and that its disk is connected.</source>
   <translation>Prüfen Sie, ob Sie die Datei lesen dürfen und ob ihr Datenträger verbunden ist.</translation>
  </message>
  <message>
   <location filename="model/slide/faults.py" />
   <source>a feature of {1} that is not supported ({2})</source>
   <translation>eine Funktion von {1}, die nicht unterstützt wird ({2})</translation>
  </message>
  <message>
   <location filename="model/slide/faults.py" />
   <source>a feature that is not supported ({1})</source>
   <translation>eine Funktion, die nicht unterstützt wird ({1})</translation>
  </message>
  <message>
   <location filename="model/slide/folder.py" />
   <source>There is no image in the folder {1}.</source>
   <translation>Im Ordner {1} ist kein Bild.</translation>
  </message>
  <message>
   <location filename="model/slide/folder.py" />
   <source>The folder {1} cannot be listed: {2}.</source>
   <translation>Der Inhalt des Ordners {1} kann nicht aufgelistet werden: {2}.</translation>
  </message>
  <message>
   <location filename="model/slide/folder.py" />
   <source>Give a folder with slides or pictures (SVS, DICOM, TIFF, PNG, JPEG ...); sub-folders are not searched.</source>
   <translation>Geben Sie einen Ordner mit Schnitten oder Bildern an (SVS, DICOM, TIFF, PNG, JPEG ...); Unterordner werden nicht durchsucht.</translation>
  </message>
  <message>
   <location filename="model/slide/folder.py" />
   <source>{1} skipped. {2}{3}</source>
   <translation>{1} übersprungen. {2}{3}</translation>
  </message>
  <message>
   <location filename="model/slide/folder.py" />
   <source>file was</source>
   <translation>Datei wurde</translation>
  </message>
  <message>
   <location filename="model/slide/folder.py" />
   <source>files were</source>
   <translation>Dateien wurden</translation>
  </message>
  <message>
   <location filename="model/slide/folder.py" />
   <source>Check the name, and that its disk or network drive is connected.</source>
   <translation>Prüfen Sie den Namen, und ob der Datenträger oder das Netzlaufwerk verbunden ist.</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>a message of {1} bytes</source>
   <translation>eine Nachricht von {1} Bytes</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>a message with too many values</source>
   <translation>eine Nachricht mit zu vielen Werten</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>a message that is not a JSON object</source>
   <translation>eine Nachricht, die kein JSON-Objekt ist</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>a size that is not two numbers</source>
   <translation>eine Größe, die nicht aus zwei Zahlen besteht</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>a progress report that cannot be read</source>
   <translation>einen unlesbaren Fortschrittsbericht</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>a value that is not a list, or a list that is too long</source>
   <translation>einen Wert, der keine Liste ist, oder eine zu lange Liste</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>a value that is not text, or a text that is too long</source>
   <translation>einen Wert, der kein Text ist, oder einen zu langen Text</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>a value that is not a path</source>
   <translation>einen Wert, der kein Pfad ist</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>a colour profile that is not text</source>
   <translation>ein Farbprofil, das kein Text ist</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>a number that is not above zero</source>
   <translation>eine Zahl, die nicht größer als null ist</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>a number that is out of range</source>
   <translation>eine Zahl außerhalb des erlaubten Bereichs</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>a message that is not JSON</source>
   <translation>eine Nachricht, die kein JSON ist</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>levels in the wrong order</source>
   <translation>Ebenen in der falschen Reihenfolge</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>a description of a slide that is too long</source>
   <translation>eine zu lange Beschreibung eines Schnitts</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>an unreadable description of a slide</source>
   <translation>eine unlesbare Beschreibung eines Schnitts</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/messages.py" />
   <source>an unreadable error message</source>
   <translation>eine unlesbare Fehlermeldung</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/pool.py" />
   <source>{1} cannot be opened: the process that decodes images cannot be started ({2}).</source>
   <translation>{1} kann nicht geöffnet werden: Der Prozess, der Bilder dekodiert, kann nicht gestartet werden ({2}).</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/pool.py" />
   <source>Allow Histocast to start a second process, or set {1}=off to decode without protection.</source>
   <translation>Erlauben Sie Histocast, einen zweiten Prozess zu starten, oder setzen Sie {1}=off, um ohne Schutz zu dekodieren.</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/process.py" />
   <source>more progress reports than can be shown</source>
   <translation>mehr Fortschrittsmeldungen, als angezeigt werden können</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/slide.py" />
   <source>{1} cannot be read: the process that decodes it ended ({2}).</source>
   <translation>{1} kann nicht gelesen werden: Der Prozess, der die Datei dekodiert, ist beendet ({2}).</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/slide.py" />
   <source>{1} cannot be read because of an unexpected error.</source>
   <translation>{1} kann wegen eines unerwarteten Fehlers nicht gelesen werden.</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/slide.py" />
   <source>{1} has changed on the disk since it was opened.</source>
   <translation>{1} wurde auf dem Datenträger geändert, seit die Datei geöffnet wurde.</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/slide.py" />
   <source>If this happens again, the file is damaged or was made to do harm. Export the image again from its source.</source>
   <translation>Geschieht das erneut, ist die Datei beschädigt oder wurde in schädlicher Absicht erstellt. Exportieren Sie das Bild erneut aus seiner Quelle.</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/slide.py" />
   <source>the process named a file that was not asked for</source>
   <translation>der Prozess nannte eine Datei, nach der nicht gefragt war</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/slide.py" />
   <source>the process sent a thumbnail of another size</source>
   <translation>der Prozess sendete ein Vorschaubild anderer Größe</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/slide.py" />
   <source>The log file has the details. {1}</source>
   <translation>Die Protokolldatei enthält die Einzelheiten. {1}</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/slide.py" />
   <source>an answer without content</source>
   <translation>eine Antwort ohne Inhalt</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/slide.py" />
   <source>the process sent {1}</source>
   <translation>der Prozess sendete {1}</translation>
  </message>
  <message>
   <location filename="model/slide/isolated/slide.py" />
   <source>Open the image again.</source>
   <translation>Öffnen Sie das Bild erneut.</translation>
  </message>
  <message>
   <location filename="model/slide/levelled.py" />
   <source>{1} has been closed.</source>
   <translation>{1} wurde geschlossen.</translation>
  </message>
  <message>
   <location filename="model/slide/limits.py" />
   <source>{1} is a damaged {2} file and cannot be decoded.</source>
   <translation>{1} ist eine beschädigte {2}-Datei und lässt sich nicht dekodieren.</translation>
  </message>
  <message>
   <location filename="model/slide/limits.py" />
   <source>{1} is an incomplete {2} file: part of the picture is missing.</source>
   <translation>{1} ist eine unvollständige {2}-Datei: Ein Teil des Bildes fehlt.</translation>
  </message>
  <message>
   <location filename="model/slide/limits.py" />
   <source>{1} The copy or download may have been cut short.</source>
   <translation>{1} Das Kopieren oder Herunterladen wurde möglicherweise abgebrochen.</translation>
  </message>
  <message>
   <location filename="model/slide/limits.py" />
   <source>{1} is damaged: it declares a picture without pixels.</source>
   <translation>{1} ist beschädigt: Es gibt ein Bild ohne Pixel an.</translation>
  </message>
  <message>
   <location filename="model/slide/limits.py" />
   <source>{1} is {2}: too small to hold tissue.</source>
   <translation>{1} ist {2}: zu klein, um Gewebe zu enthalten.</translation>
  </message>
  <message>
   <location filename="model/slide/limits.py" />
   <source>Open a picture of at least {1} x {2} px; a spot has about 3500 x 3500.</source>
   <translation>Öffnen Sie ein Bild mit mindestens {1} x {2} px; ein Spot hat etwa 3500 x 3500.</translation>
  </message>
  <message>
   <location filename="model/slide/limits.py" />
   <source>{1} declares {2}; pictures above {3} megapixels are read only if they are stored in small tiles or strips.</source>
   <translation>{1} gibt {2} an; Bilder über {3} Megapixel werden nur gelesen, wenn sie in kleinen Kacheln oder Streifen gespeichert sind.</translation>
  </message>
  <message>
   <location filename="model/slide/limits.py" />
   <source>Save the picture as a tiled, pyramidal TIFF (in QuPath: File &gt; Export images &gt; OME TIFF), or export a region.</source>
   <translation>Speichern Sie das Bild als gekacheltes TIFF mit Bildpyramide (in QuPath: File &gt; Export images &gt; OME TIFF), oder exportieren Sie einen Bereich.</translation>
  </message>
  <message>
   <location filename="model/slide/limits.py" />
   <source>{1} needs {2} GB to be decoded; the limit is {3} GB.</source>
   <translation>{1} benötigt zum Dekodieren {2} GB; die Grenze ist {3} GB.</translation>
  </message>
  <message>
   <location filename="model/slide/limits.py" />
   <source>Save the picture with three channels (RGB) of 8 bits each, or export a smaller region.</source>
   <translation>Speichern Sie das Bild mit drei Kanälen (RGB) zu je 8 Bit, oder exportieren Sie einen kleineren Bereich.</translation>
  </message>
  <message>
   <location filename="model/slide/ome_xml.py" />
   <source>it has a document type declaration, which is refused for safety</source>
   <translation>es hat eine Dokumenttyp-Deklaration, die aus Sicherheitsgründen abgelehnt wird</translation>
  </message>
  <message>
   <location filename="model/slide/ome_xml.py" />
   <source>its {1} characters are more than the {2} that are read</source>
   <translation>es hat {1} Zeichen, mehr als die {2}, die gelesen werden</translation>
  </message>
  <message>
   <location filename="model/slide/ome_xml.py" />
   <source>its first element is not OME</source>
   <translation>das erste Element ist nicht OME</translation>
  </message>
  <message>
   <location filename="model/slide/ome_xml.py" />
   <source>it is not well-formed XML ({1})</source>
   <translation>es ist kein wohlgeformtes XML ({1})</translation>
  </message>
  <message>
   <location filename="model/slide/ome_xml.py" />
   <source>it has more than {1} elements, which is the limit</source>
   <translation>es hat mehr als {1} Elemente, das ist die Grenze</translation>
  </message>
  <message>
   <location filename="model/slide/ome_xml.py" />
   <source>its elements are nested more than {1} deep</source>
   <translation>die Elemente sind mehr als {1}-fach verschachtelt</translation>
  </message>
  <message>
   <location filename="model/slide/ome_xml.py" />
   <source>it has a TiffData element whose IFD or PlaneCount is not a number</source>
   <translation>es hat ein Element TiffData, dessen IFD oder PlaneCount keine Zahl ist</translation>
  </message>
  <message>
   <location filename="model/slide/ome_xml.py" />
   <source>it has more than the {1} Images that are read</source>
   <translation>es hat mehr als die {1} Elemente Image, die gelesen werden</translation>
  </message>
  <message>
   <location filename="model/slide/openslide_reader.py" />
   <source>{1} cannot be opened as a whole slide ({2}).</source>
   <translation>{1} kann nicht als ganzer Schnitt geöffnet werden ({2}).</translation>
  </message>
  <message>
   <location filename="model/slide/openslide_reader.py" />
   <source>{1} is damaged and cannot be decoded ({2}).</source>
   <translation>{1} ist beschädigt und lässt sich nicht dekodieren ({2}).</translation>
  </message>
  <message>
   <location filename="model/slide/openslide_reader.py" />
   <source>{1} is damaged: a part of it cannot be decoded ({2}).</source>
   <translation>{1} ist beschädigt: Ein Teil lässt sich nicht dekodieren ({2}).</translation>
  </message>
  <message>
   <location filename="model/slide/openslide_reader.py" />
   <source>Copy the slide again with all files and folders beside it: some scanners write several files per slide.</source>
   <translation>Kopieren Sie den Schnitt erneut mit allen Dateien und Ordnern daneben: Manche Scanner schreiben mehrere Dateien je Schnitt.</translation>
  </message>
  <message>
   <location filename="model/slide/orientation.py" />
   <source>turned or mirrored according to the file's orientation tag</source>
   <translation>nach der Orientierungsangabe der Datei gedreht oder gespiegelt</translation>
  </message>
  <message>
   <location filename="model/slide/plain.py" />
   <source>Raw profile type exif</source>
   <translation>Raw profile type exif</translation>
  </message>
  <message>
   <location filename="model/slide/plain.py" />
   <source>16 bit reduced to 8 bit</source>
   <translation>16 Bit auf 8 Bit verringert</translation>
  </message>
  <message>
   <location filename="model/slide/plain.py" />
   <source>CMYK converted to RGB without a colour profile</source>
   <translation>CMYK ohne Farbprofil in RGB umgewandelt</translation>
  </message>
  <message>
   <location filename="model/slide/plain.py" />
   <source>transparency blended with glass</source>
   <translation>Transparenz mit Glas gemischt</translation>
  </message>
  <message>
   <location filename="model/slide/plain.py" />
   <source>first of {1} pictures in the file</source>
   <translation>erstes von {1} Bildern in der Datei</translation>
  </message>
  <message>
   <location filename="model/slide/plain.py" />
   <source>a block of tags</source>
   <translation>ein Block von Tags</translation>
  </message>
  <message>
   <location filename="model/slide/plain.py" />
   <source>it is damaged</source>
   <translation>sie ist beschädigt</translation>
  </message>
  <message>
   <location filename="model/slide/plain.py" />
   <source>EXIF resolution</source>
   <translation>EXIF-Auflösung</translation>
  </message>
  <message>
   <location filename="model/slide/plain.py" />
   <source>JPEG (JFIF) density</source>
   <translation>JPEG-Dichte (JFIF)</translation>
  </message>
  <message>
   <location filename="model/slide/plain.py" />
   <source>{1} pixels per metre</source>
   <translation>{1} Pixel je Meter</translation>
  </message>
  <message>
   <location filename="model/slide/plain_header.py" />
   <source>progressive JPEG with more than {1} scans, which takes too long to decode</source>
   <translation>progressives JPEG mit mehr als {1} Durchgängen (Scans), dessen Dekodierung zu lange dauert</translation>
  </message>
  <message>
   <location filename="model/slide/plain_header.py" />
   <source>JPEG of {1} bits per sample, which is not supported</source>
   <translation>JPEG mit {1} Bit je Wert, was nicht unterstützt wird</translation>
  </message>
  <message>
   <location filename="model/slide/plain_header.py" />
   <source>{1}, which is not supported</source>
   <translation>{1}, was nicht unterstützt wird</translation>
  </message>
  <message>
   <location filename="model/slide/plain_header.py" />
   <source>hierarchical JPEG</source>
   <translation>hierarchisches JPEG</translation>
  </message>
  <message>
   <location filename="model/slide/plain_header.py" />
   <source>JPEG of {1} components</source>
   <translation>JPEG mit {1} Komponenten</translation>
  </message>
  <message>
   <location filename="model/slide/plain_header.py" />
   <source>{1} needs {2} GB to be decoded; the limit is {3}.</source>
   <translation>{1} benötigt zum Dekodieren {2} GB; die Grenze ist {3}.</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>Hamamatsu VMS</source>
   <translation>Hamamatsu VMS</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>Zeiss CZI</source>
   <translation>Zeiss CZI</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>WebP</source>
   <translation>WebP</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>an Olympus ETS file</source>
   <translation>eine Olympus-ETS-Datei</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>a Philips iSyntax file</source>
   <translation>eine Philips-iSyntax-Datei</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>an SQLite database</source>
   <translation>eine SQLite-Datenbank</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>Open this file as a study, not as an image.</source>
   <translation>Öffnen Sie diese Datei als Studie, nicht als Bild.</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>a PDF document</source>
   <translation>ein PDF-Dokument</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>Export the picture in this file as PNG.</source>
   <translation>Exportieren Sie das Bild in dieser Datei als PNG.</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>a JPEG 2000 picture</source>
   <translation>ein JPEG-2000-Bild</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>Save the picture as PNG or TIFF.</source>
   <translation>Speichern Sie das Bild als PNG oder TIFF.</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>a HEIF or AVIF picture</source>
   <translation>ein HEIF- oder AVIF-Bild</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>a GIF picture, which has too few colours</source>
   <translation>ein GIF-Bild, das zu wenige Farben hat</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>Save the original as PNG or TIFF.</source>
   <translation>Speichern Sie das Original als PNG oder TIFF.</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>a netpbm picture</source>
   <translation>ein Netpbm-Bild</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>a ZIP archive</source>
   <translation>ein ZIP-Archiv</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>Unpack the file and open the picture inside.</source>
   <translation>Entpacken Sie die Datei, und öffnen Sie das enthaltene Bild.</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>a text file, not a picture</source>
   <translation>eine Textdatei, kein Bild</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>Open a PNG, JPEG or TIFF picture.</source>
   <translation>Öffnen Sie ein PNG-, JPEG- oder TIFF-Bild.</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>{1} has the suffix of a picture, but its first bytes belong to no supported format.</source>
   <translation>{1} hat die Endung eines Bildes, aber die ersten Bytes gehören zu keinem unterstützten Format.</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>{1} has a format that is not supported.</source>
   <translation>{1} hat ein Format, das nicht unterstützt wird.</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>Save the image in one of these formats: {1}.</source>
   <translation>Speichern Sie das Bild in einem dieser Formate: {1}.</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>of another kind</source>
   <translation>anderer Art</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>{1} is a folder.</source>
   <translation>{1} ist ein Ordner.</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>Open a single image, or the folder as a list.</source>
   <translation>Öffnen Sie ein einzelnes Bild, oder den Ordner als Liste.</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>{1} is empty.</source>
   <translation>{1} ist leer.</translation>
  </message>
  <message>
   <location filename="model/slide/registry.py" />
   <source>{1} is {2}.</source>
   <translation>{1} ist {2}.</translation>
  </message>
  <message>
   <location filename="model/slide/regular.py" />
   <source>a folder</source>
   <translation>ein Ordner</translation>
  </message>
  <message>
   <location filename="model/slide/regular.py" />
   <source>a pipe</source>
   <translation>eine Pipe</translation>
  </message>
  <message>
   <location filename="model/slide/regular.py" />
   <source>a socket</source>
   <translation>ein Socket</translation>
  </message>
  <message>
   <location filename="model/slide/regular.py" />
   <source>a device</source>
   <translation>ein Gerät</translation>
  </message>
  <message>
   <location filename="model/slide/regular.py" />
   <source>{1} is {2}, not a file.</source>
   <translation>{1} ist {2}, keine Datei.</translation>
  </message>
  <message>
   <location filename="model/slide/regular.py" />
   <source>{1} does not exist.</source>
   <translation>{1} ist nicht vorhanden.</translation>
  </message>
  <message>
   <location filename="model/slide/regular.py" />
   <source>something else</source>
   <translation>etwas anderes</translation>
  </message>
  <message>
   <location filename="model/slide/regular.py" />
   <source>Open an image file. Move anything else out of the folder of images.</source>
   <translation>Öffnen Sie eine Bilddatei. Verschieben Sie alles andere aus dem Ordner der Bilder.</translation>
  </message>
  <message>
   <location filename="model/slide/regular.py" />
   <source>{1} is a link to a file that does not exist.</source>
   <translation>{1} ist eine Verknüpfung zu einer Datei, die nicht vorhanden ist.</translation>
  </message>
  <message>
   <location filename="model/slide/regular.py" />
   <source>Copy the file itself, or remove the link.</source>
   <translation>Kopieren Sie die Datei selbst, oder entfernen Sie die Verknüpfung.</translation>
  </message>
  <message>
   <location filename="model/slide/remembered.py" />
   <source>A pixel size of {1} um/px cannot be right.</source>
   <translation>Eine Pixelgröße von {1} um/px kann nicht stimmen.</translation>
  </message>
  <message>
   <location filename="model/slide/remembered.py" />
   <source>Give micrometres per pixel, from {1} to {2}; about 0.25 for a scan at 40x, 0.5 at 20x, 1 at 10x.</source>
   <translation>Geben Sie Mikrometer je Pixel an, von {1} bis {2}; etwa 0.25 für einen Scan mit 40x, 0.5 mit 20x, 1 mit 10x.</translation>
  </message>
  <message>
   <location filename="model/slide/remembered.py" />
   <source>The pixel size could not be saved for this folder: {1}.</source>
   <translation>Die Pixelgröße konnte für diesen Ordner nicht gespeichert werden: {1}.</translation>
  </message>
  <message>
   <location filename="model/slide/remembered.py" />
   <source>Check that {1} can be written to.</source>
   <translation>Prüfen Sie, ob in {1} geschrieben werden kann.</translation>
  </message>
  <message>
   <location filename="model/slide/same_picture.py" />
   <source>it cannot be decoded</source>
   <translation>sie lässt sich nicht dekodieren</translation>
  </message>
  <message>
   <location filename="model/slide/same_picture.py" />
   <source>it shows something else</source>
   <translation>sie zeigt etwas anderes</translation>
  </message>
  <message>
   <location filename="model/slide/same_picture.py" />
   <source>a page of {1} was left out: its size fits a smaller copy, but {2}</source>
   <translation>eine Seite mit {1} wurde ausgelassen: Ihre Größe passt zu einer kleineren Kopie, aber {2}</translation>
  </message>
  <message>
   <location filename="model/slide/spool.py" />
   <source>The pixels of {1} cannot be read back from the cache folder.</source>
   <translation>Die Pixel von {1} können nicht aus dem Ordner des Zwischenspeichers zurückgelesen werden.</translation>
  </message>
  <message>
   <location filename="model/slide/spool.py" />
   <source>Check the disk with the cache folder, then open the image again.</source>
   <translation>Prüfen Sie den Datenträger mit dem Ordner des Zwischenspeichers, und öffnen Sie das Bild dann erneut.</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_codecs.py" />
   <source>a tile or strip of {1} claims to hold a {2} picture of {3}</source>
   <translation>eine Kachel oder ein Streifen von {1} gibt an, ein {2}-Bild von {3} zu enthalten</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_codecs.py" />
   <source>its {1} data have {2} bits per sample, but it declares {3}</source>
   <translation>die {1}-Daten haben {2} Bit je Wert, angegeben sind aber {3}</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_codecs.py" />
   <source>{1} of {2} bits per sample, which is not supported</source>
   <translation>{1} mit {2} Bit je Wert, was nicht unterstützt wird</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_codecs.py" />
   <source>JPEG 2000 with signed components, which are not supported</source>
   <translation>JPEG 2000 mit vorzeichenbehafteten Komponenten, die nicht unterstützt werden</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_codecs.py" />
   <source>JPEG 2000 with components of sizes that are not supported</source>
   <translation>JPEG 2000 mit Komponenten in Größen, die nicht unterstützt werden</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_samples.py" />
   <source>a fourth channel whose meaning is not stated (ExtraSamples is missing) was treated as transparency and blended with glass: check the colours</source>
   <translation>ein vierter Kanal ohne angegebene Bedeutung (ExtraSamples fehlt) wurde als Transparenz behandelt und mit Glas gemischt: Prüfen Sie die Farben</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_samples.py" />
   <source>Save the picture as 8-bit RGB (TIFF or PNG) with the program that made it.</source>
   <translation>Speichern Sie das Bild mit dem Programm, das es erstellt hat, als 8-Bit-RGB (TIFF oder PNG).</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_samples.py" />
   <source>{1}, {2} samples per pixel</source>
   <translation>{1}, {2} Werte je Pixel</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_samples.py" />
   <source>{1} is compressed in a way that is not supported ({2}).</source>
   <translation>{1} ist auf eine Weise komprimiert, die nicht unterstützt wird ({2}).</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_samples.py" />
   <source>{1} has samples whose values of black and white are unknown ({2}; floating-point samples are read from 0 to 1).</source>
   <translation>{1} hat Werte, für die Schwarz und Weiß unbekannt sind ({2}; Gleitkommawerte werden von 0 bis 1 gelesen).</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_samples.py" />
   <source>{1} significant bits of {2} reduced to 8 bit</source>
   <translation>{1} signifikante Bits von {2} auf 8 Bit verringert</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_samples.py" />
   <source>{1} stores its colours in a way that is not supported: {2}.</source>
   <translation>{1} speichert Farben auf eine Weise, die nicht unterstützt wird: {2}.</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_samples.py" />
   <source>{1} bit reduced to 8 bit</source>
   <translation>{1} Bit auf 8 Bit verringert</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_samples.py" />
   <source>floating-point 0 to 1 reduced to 8 bit</source>
   <translation>Gleitkommawerte von 0 bis 1 auf 8 Bit verringert</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_samples.py" />
   <source>{1} states {2} significant bits, but contains values of up to {3}, above the {4} of {5} bits: its brightness cannot be determined.</source>
   <translation>{1} gibt {2} signifikante Bits an, enthält aber Werte bis {3}, mehr als die {4} von {5} Bits: Die Helligkeit lässt sich nicht bestimmen.</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_samples.py" />
   <source>an extra channel ignored</source>
   <translation>ein zusätzlicher Kanal blieb unbeachtet</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_segments.py" />
   <source>the file ends in the middle of a tile or strip</source>
   <translation>die Datei endet mitten in einer Kachel oder einem Streifen</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_segments.py" />
   <source>a tile or strip holds {1} samples, but it declares {2}</source>
   <translation>eine Kachel oder ein Streifen enthält Werte vom Typ {1}, angegeben ist aber {2}</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_series.py" />
   <source>{1} stores its {2} channels as separate grey pictures.</source>
   <translation>{1} speichert seine {2} Kanäle als getrennte Graubilder.</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_series.py" />
   <source>Save the channels as one RGB picture (in ImageJ: Image &gt; Type &gt; RGB Color, then save again).</source>
   <translation>Speichern Sie die Kanäle als ein RGB-Bild (in ImageJ: Image &gt; Type &gt; RGB Color, dann erneut speichern).</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_sparse.py" />
   <source>a volume of {1} slices, which is not supported</source>
   <translation>ein Volumen aus {1} Schichten, was nicht unterstützt wird</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_sparse.py" />
   <source>Export the slice that you need as 8-bit RGB (in ImageJ: Image &gt; Duplicate, then save as TIFF).</source>
   <translation>Exportieren Sie die benötigte Schicht als 8-Bit-RGB (in ImageJ: Image &gt; Duplicate, dann als TIFF speichern).</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_sparse.py" />
   <source>{1} holds no picture: none of its {2} was written.</source>
   <translation>{1} enthält kein Bild: Von {2} wurde nichts geschrieben.</translation>
  </message>
  <message>
   <location filename="model/slide/tiff_sparse.py" />
   <source>{1} The program that made it may not have finished.</source>
   <translation>{1} Das Programm, das es erstellt hat, war möglicherweise nicht fertig.</translation>
  </message>
  <message>
   <location filename="model/slide/undecoded.py" />
   <source>The pixels of {1} were not decoded.</source>
   <translation>Die Pixel von {1} wurden nicht dekodiert.</translation>
  </message>
  <message>
   <location filename="model/slide/undecoded.py" />
   <source>Open the image itself.</source>
   <translation>Öffnen Sie das Bild selbst.</translation>
  </message>
  <message>
   <location filename="model/statistics/accuracy.py" />
   <source>there are no events by the horizon</source>
   <translation>bis zum Horizont gibt es keine Ereignisse</translation>
  </message>
  <message>
   <location filename="model/statistics/accuracy.py" />
   <source>every patient had the event by the horizon</source>
   <translation>am Horizont gibt es niemanden ohne Ereignis</translation>
  </message>
  <message>
   <location filename="model/statistics/accuracy.py" />
   <source>the group has no patients</source>
   <translation>niemand ist in der Gruppe</translation>
  </message>
  <message>
   <location filename="model/statistics/accuracy.py" />
   <source>all patients counted here are in one risk group: the interval has no width</source>
   <translation>alle diese Patienten sind in einer Risikogruppe: Das Intervall hat keine Breite</translation>
  </message>
  <message>
   <location filename="model/statistics/agreement.py" />
   <source>{1} judged by both readers; at least {2} are needed</source>
   <translation>{1} von beiden Befundern beurteilt; mindestens {2} sind nötig</translation>
  </message>
  <message>
   <location filename="model/statistics/agreement.py" />
   <source>both readers gave all patients the same answer, so kappa is not defined</source>
   <translation>beide Befunder gaben allen Patienten dieselbe Antwort, sodass Kappa nicht definiert ist</translation>
  </message>
  <message>
   <location filename="model/statistics/agreement.py" />
   <source>the answers have {1} levels; kappa is computed for at most {2}</source>
   <translation>die Antworten haben {1} Stufen; Kappa wird für höchstens {2} berechnet</translation>
  </message>
  <message>
   <location filename="model/statistics/agreement.py" />
   <source>one reader gave all patients the same answer, so kappa is always 0</source>
   <translation>ein Befunder gab allen Patienten dieselbe Antwort, sodass Kappa immer 0 ist</translation>
  </message>
  <message>
   <location filename="model/statistics/agreement.py" />
   <source>full agreement: the interval has no width</source>
   <translation>volle Übereinstimmung: Das Intervall hat keine Breite</translation>
  </message>
  <message>
   <location filename="model/statistics/agreement.py" />
   <source>{1} judged; at least {2} are needed</source>
   <translation>{1} beurteilt; mindestens {2} sind nötig</translation>
  </message>
  <message>
   <location filename="model/statistics/agreement.py" />
   <source>{1} judged by two readers or more; at least {2} are needed</source>
   <translation>{1} von zwei oder mehr Befundern beurteilt; mindestens {2} sind nötig</translation>
  </message>
  <message>
   <location filename="model/statistics/agreement.py" />
   <source>all readers gave all patients the same answer, so kappa is not defined</source>
   <translation>alle Befunder gaben allen Patienten dieselbe Antwort, sodass Kappa nicht definiert ist</translation>
  </message>
  <message>
   <location filename="model/statistics/calibration_at.py" />
   <source>all probabilities are alike</source>
   <translation>alle Wahrscheinlichkeiten sind gleich</translation>
  </message>
  <message>
   <location filename="model/statistics/calibration_at.py" />
   <source>the probabilities of patients with and without the event do not overlap</source>
   <translation>die Wahrscheinlichkeiten der Patienten mit und ohne Ereignis überlappen nicht</translation>
  </message>
  <message>
   <location filename="model/statistics/calibration_at.py" />
   <source>the mean probability is almost 0</source>
   <translation>die mittlere Wahrscheinlichkeit ist fast 0</translation>
  </message>
  <message>
   <location filename="model/statistics/calibration_at.py" />
   <source>no patient had the event by the horizon: the interval has no width</source>
   <translation>niemand hatte das Ereignis bis zum Horizont: Das Intervall hat keine Breite</translation>
  </message>
  <message>
   <location filename="model/statistics/competing.py" />
   <source>no patient was followed to this time</source>
   <translation>niemand wurde so lange beobachtet</translation>
  </message>
  <message>
   <location filename="model/statistics/competing.py" />
   <source>{1} had the event by this time: the interval has no width</source>
   <translation>{1} hatten das Ereignis bis dahin: Das Intervall hat keine Breite</translation>
  </message>
  <message>
   <location filename="model/statistics/concordance.py" />
   <source>no two patients can be compared: no patient was followed longer than a patient with the event</source>
   <translation>keine zwei Patienten können verglichen werden: Kein Patient wurde länger nachbeobachtet als ein Patient mit dem Ereignis</translation>
  </message>
  <message>
   <location filename="model/statistics/concordance.py" />
   <source>both raters order the patients in the same way: there is nothing to test</source>
   <translation>beide Beurteiler ordnen die Patienten gleich: Es gibt nichts zu testen</translation>
  </message>
  <message>
   <location filename="model/statistics/concordance.py" />
   <source>every pair is in the same order: the interval has no width</source>
   <translation>jedes Paar hat dieselbe Ordnung: Das Intervall hat keine Breite</translation>
  </message>
  <message>
   <location filename="model/statistics/decision.py" />
   <source>the net benefit is not known for these patients</source>
   <translation>der Nettonutzen ist für diese Patienten nicht bekannt</translation>
  </message>
  <message>
   <location filename="model/statistics/decision.py" />
   <source>the net benefit has no variance</source>
   <translation>der Nettonutzen hat keine Varianz</translation>
  </message>
  <message>
   <location filename="model/statistics/discrimination.py" />
   <source>the values of the two groups do not overlap: the interval has no width</source>
   <translation>die Werte der beiden Gruppen überlappen nicht: Das Intervall hat keine Breite</translation>
  </message>
  <message>
   <location filename="model/statistics/estimate.py" />
   <source>there are no patients to count</source>
   <translation>es gibt niemanden zu zählen</translation>
  </message>
  <message>
   <location filename="model/statistics/estimate.py" />
   <source>no patient has both an answer and a known outcome</source>
   <translation>kein Patient hat sowohl eine Antwort als auch einen bekannten Ausgang</translation>
  </message>
  <message>
   <location filename="model/statistics/estimate.py" />
   <source>there are no {1}</source>
   <translation>es gibt keine {1}</translation>
  </message>
  <message>
   <location filename="model/statistics/estimate.py" />
   <source>only {1} {2}; at least {3} are needed</source>
   <translation>nur {1} {2}; mindestens {3} sind nötig</translation>
  </message>
  <message>
   <location filename="model/statistics/gray.py" />
   <source>all patients are in one group</source>
   <translation>alle Patienten sind in einer Gruppe</translation>
  </message>
  <message>
   <location filename="model/statistics/gray.py" />
   <source>a group has no patients at risk at any event</source>
   <translation>eine Gruppe hat bei keinem Ereignis Patienten unter Risiko</translation>
  </message>
  <message>
   <location filename="model/statistics/hazards.py" />
   <source>the hazard ratio is not finite: a group has no events, or the values order the events perfectly</source>
   <translation>die Hazard Ratio ist nicht endlich: Eine Gruppe hat keine Ereignisse, oder die Werte ordnen die Ereignisse vollkommen</translation>
  </message>
  <message>
   <location filename="model/statistics/hazards.py" />
   <source>the fit does not converge: a term separates the patients with the event from all others</source>
   <translation>die Anpassung konvergiert nicht: Ein Term trennt die Patienten mit dem Ereignis von allen anderen</translation>
  </message>
  <message>
   <location filename="model/statistics/hazards.py" />
   <source>{1} for {2}; at least {3} events per term are needed</source>
   <translation>{1} für {2}; mindestens {3} Ereignisse pro Term sind nötig</translation>
  </message>
  <message>
   <location filename="model/statistics/hazards.py" />
   <source>all patients have the same value of {1}</source>
   <translation>alle Patienten haben denselben Wert von {1}</translation>
  </message>
  <message>
   <location filename="model/statistics/hazards.py" />
   <source>one term follows from the others, so that their effects cannot be separated</source>
   <translation>ein Term folgt aus den anderen, sodass ihre Wirkungen nicht zu trennen sind</translation>
  </message>
  <message>
   <location filename="model/statistics/hazards.py" />
   <source>the hazard ratio per 1 of {1} is too large to compute: the values of this term differ by {2}</source>
   <translation>die Hazard Ratio pro 1 von {1} ist zu groß zum Berechnen: Die Werte dieses Terms unterscheiden sich um {2}</translation>
  </message>
  <message>
   <location filename="model/statistics/horizon.py" />
   <source>too few patients were followed to the horizon: {1}, and {2} were lost before the horizon</source>
   <translation>zu wenige wurden bis zum Horizont beobachtet: {1}, und {2} gingen vorher verloren</translation>
  </message>
  <message>
   <location filename="model/statistics/interaction.py" />
   <source>{1}; at least {2} events per term are needed</source>
   <translation>{1}; mindestens {2} je Term sind nötig</translation>
  </message>
  <message>
   <location filename="model/statistics/interaction.py" />
   <source>{1} for {2}</source>
   <translation>{1} für {2}</translation>
  </message>
  <message>
   <location filename="model/statistics/interaction.py" />
   <source>fewer than two groups have an interval</source>
   <translation>weniger als zwei Gruppen haben ein Intervall</translation>
  </message>
  <message>
   <location filename="model/statistics/kaplan_meier.py" />
   <source>no event, or no survivor, by this time: the interval has no width</source>
   <translation>bis dahin kein Ereignis oder kein Überlebender: Das Intervall hat keine Breite</translation>
  </message>
  <message>
   <location filename="model/statistics/multi_reader.py" />
   <source>{1} judged the same patients; at least {2} are needed</source>
   <translation>{1} beurteilten dieselben Patienten; mindestens {2} sind nötig</translation>
  </message>
  <message>
   <location filename="model/statistics/multi_reader.py" />
   <source>all readers have the same difference: a test needs variation between readers</source>
   <translation>alle Befunder haben denselben Unterschied: Ein Test braucht Unterschiede zwischen Befundern</translation>
  </message>
  <message>
   <location filename="model/statistics/resampling.py" />
   <source>the value cannot be computed for these patients</source>
   <translation>die Zahl existiert für diese Patienten nicht</translation>
  </message>
  <message>
   <location filename="model/statistics/resampling.py" />
   <source>the value does not exist in too many bootstrap draws: there is no interval</source>
   <translation>zu viele Ziehungen des Bootstraps ergeben diese Zahl nicht: Es gibt kein Intervall</translation>
  </message>
  <message>
   <location filename="model/statistics/resampling.py" />
   <source>all bootstrap draws give the same value: the interval has no width</source>
   <translation>alle Ziehungen des Bootstraps ergeben dieselbe Zahl: Das Intervall hat keine Breite</translation>
  </message>
  <message>
   <location filename="model/statistics/restricted_mean.py" />
   <source>in one of the groups, no patient was followed to the horizon</source>
   <translation>in einer der Gruppen wurde niemand bis zum Horizont beobachtet</translation>
  </message>
  <message>
   <location filename="model/statistics/restricted_mean.py" />
   <source>the interval has no width</source>
   <translation>das Intervall hat keine Breite</translation>
  </message>
  <message>
   <location filename="model/statistics/restricted_mean.py" />
   <source>no patient was followed to the horizon</source>
   <translation>niemand wurde bis zum Horizont beobachtet</translation>
  </message>
  <message>
   <location filename="model/statistics/smooth_calibration.py" />
   <source>the fit does not converge: the curve separates the two groups</source>
   <translation>die Anpassung konvergiert nicht: Die Kurve trennt die beiden Gruppen</translation>
  </message>
  <message>
   <location filename="model/statistics/three_answers.py" />
   <source>The accepted share of wrong answers must lie between 0 and 0.5.</source>
   <translation>Die Fehlerrate muss zwischen 0 und 0.5 liegen.</translation>
  </message>
  <message>
   <location filename="model/statistics/three_answers.py" />
   <source>Give a share such as 0.1.</source>
   <translation>Geben Sie eine Rate wie 0.1 an.</translation>
  </message>
  <message>
   <location filename="model/statistics/three_answers.py" />
   <source>{1} events and {2} patients known to be without an event at the horizon are too few to fit three answers; at least {3} of each are needed.</source>
   <translation>{1} Ereignisse und {2} Patienten, die am Horizont bekanntermaßen ohne Ereignis sind, sind zu wenige für drei Antworten; von beiden sind mindestens {3} nötig.</translation>
  </message>
  <message>
   <location filename="model/statistics/three_answers.py" />
   <source>Follow up more patients first.</source>
   <translation>Beobachten Sie zuerst mehr Patienten nach.</translation>
  </message>
  <message>
   <location filename="model/statistics/validation_size.py" />
   <source>No study is large enough for a width of {1} of the interval of the {2}.</source>
   <translation>Keine Studie ist groß genug für eine Intervallbreite von {1} bei: {2}.</translation>
  </message>
  <message>
   <location filename="model/statistics/validation_size.py" />
   <source>Ask for a wider interval.</source>
   <translation>Verlangen Sie ein breiteres Intervall.</translation>
  </message>
  <message>
   <location filename="model/statistics/validation_size.py" />
   <source>The share with the event must lie between 0 and 1.</source>
   <translation>Der Anteil mit dem Ereignis muss zwischen 0 und 1 liegen.</translation>
  </message>
  <message>
   <location filename="model/statistics/validation_size.py" />
   <source>Give a share such as 0.35.</source>
   <translation>Geben Sie einen Anteil wie 0.35 an.</translation>
  </message>
  <message>
   <location filename="model/statistics/validation_size.py" />
   <source>The expected AUC must lie between 0.5 and 1.</source>
   <translation>Die erwartete AUC muss zwischen 0.5 und 1 liegen.</translation>
  </message>
  <message>
   <location filename="model/statistics/validation_size.py" />
   <source>Give an AUC such as 0.7.</source>
   <translation>Geben Sie eine AUC wie 0.7 an.</translation>
  </message>
  <message>
   <location filename="model/statistics/validation_size.py" />
   <source>The share of patients whose outcome is known at the horizon must be greater than 0 and at most 1.</source>
   <translation>Der Anteil der Patienten, deren Verlauf am Horizont bekannt ist, muss größer als 0 und höchstens 1 sein.</translation>
  </message>
  <message>
   <location filename="model/statistics/validation_size.py" />
   <source>Give 0.8.</source>
   <translation>Geben Sie 0.8 an.</translation>
  </message>
  <message>
   <location filename="model/statistics/validation_size.py" />
   <source>A wanted width must be greater than 0.</source>
   <translation>Eine gewünschte Breite muss größer als 0 sein.</translation>
  </message>
  <message>
   <location filename="model/statistics/validation_size.py" />
   <source>Give a width such as 0.2.</source>
   <translation>Geben Sie eine Breite wie 0.2 an.</translation>
  </message>
  <message>
   <location filename="model/statistics/validation_size.py" />
   <source>The logits need a finite mean and an SD greater than 0.</source>
   <translation>Die Logits brauchen einen endlichen Mittelwert und eine SD größer als 0.</translation>
  </message>
  <message>
   <location filename="model/statistics/validation_size.py" />
   <source>Give mean and SD, such as -0.7 0.9.</source>
   <translation>Geben Sie Mittelwert und SD an, etwa -0.7 0.9.</translation>
  </message>
  <message>
   <location filename="model/study/calibration_fit.py" />
   <source>The model cannot be recalibrated: {1}</source>
   <translation>Das Modell kann nicht rekalibriert werden: {1}</translation>
  </message>
  <message>
   <location filename="model/study/calibration_fit.py" />
   <source>{1} patients with the event by {2} years have a prediction; at least {3} are needed.</source>
   <translation>{1} Patienten mit dem Ereignis bis {2} Jahre haben eine Vorhersage; mindestens {3} sind nötig.</translation>
  </message>
  <message>
   <location filename="model/study/calibration_fit.py" />
   <source>{1} patients known to be without the event by {2} years have a prediction; at least {3} are needed.</source>
   <translation>{1} Patienten, die bis {2} Jahre bekanntermaßen ohne das Ereignis sind, haben eine Vorhersage; mindestens {3} sind nötig.</translation>
  </message>
  <message>
   <location filename="model/study/calibration_fit.py" />
   <source>Predict all spots, or add patients.</source>
   <translation>Sagen Sie alle Spots vorher, oder fügen Sie Patienten hinzu.</translation>
  </message>
  <message>
   <location filename="model/study/calibration_fit.py" />
   <source>The model gives every patient the same prediction.</source>
   <translation>Das Modell gibt für jeden Patienten dieselbe Vorhersage.</translation>
  </message>
  <message>
   <location filename="model/study/calibration_fit.py" />
   <source>The model cannot be recalibrated on these patients; use another model.</source>
   <translation>Das Modell kann an diesen Patienten nicht rekalibriert werden; verwenden Sie ein anderes.</translation>
  </message>
  <message>
   <location filename="model/study/calibration_fit.py" />
   <source>The model separates these patients perfectly, so no calibration line can be fitted.</source>
   <translation>Das Modell trennt diese Patienten vollkommen, daher kann keine Kalibrierungsgerade angepasst werden.</translation>
  </message>
  <message>
   <location filename="model/study/calibration_fit.py" />
   <source>The calibration slope of these patients is {1}: calibration would reverse the order of their risks.</source>
   <translation>Die Steigung der Kalibrierung beträgt bei diesen Patienten {1}: Die Kalibrierung würde die Reihenfolge ihrer Risiken umkehren.</translation>
  </message>
  <message>
   <location filename="model/study/calibration_fit.py" />
   <source>The calibration line would be {1} * logit + {2}, which is beyond the limits of a bundle.</source>
   <translation>Die Kalibrierungsgerade wäre {1} * Logit + {2} und läge damit außerhalb der Grenzen eines Modellpakets.</translation>
  </message>
  <message>
   <location filename="model/study/calibration_fit.py" />
   <source>Recalibrate on more patients.</source>
   <translation>Rekalibrieren Sie an mehr Patienten.</translation>
  </message>
  <message>
   <location filename="model/study/calibration_fit.py" />
   <source>The model does not work for these patients; find the reason before you use it.</source>
   <translation>Das Modell taugt für diese Patienten nicht; suchen Sie den Grund, bevor Sie es verwenden.</translation>
  </message>
  <message>
   <location filename="model/study/calibration_fit.py" />
   <source>The model gives all patients nearly the same prediction; use another model.</source>
   <translation>Das Modell gibt für alle Patienten fast dieselbe Vorhersage; verwenden Sie ein anderes.</translation>
  </message>
  <message>
   <location filename="model/study/columns.py" />
   <source>Image file</source>
   <translation>Bilddatei</translation>
  </message>
  <message>
   <location filename="model/study/columns.py" />
   <source>Follow-up time</source>
   <translation>Nachbeobachtungszeit</translation>
  </message>
  <message>
   <location filename="model/study/columns.py" />
   <source>Event (1 or 0)</source>
   <translation>Ereignis (1 oder 0)</translation>
  </message>
  <message>
   <location filename="model/study/columns.py" />
   <source>there is no field {1}</source>
   <translation>es gibt kein Feld {1}</translation>
  </message>
  <message>
   <location filename="model/study/columns.py" />
   <source>the column {1} is missing</source>
   <translation>die Spalte {1} fehlt</translation>
  </message>
  <message>
   <location filename="model/study/columns.py" />
   <source>there is no column for the {1}</source>
   <translation>es gibt keine Spalte für: {1}</translation>
  </message>
  <message>
   <location filename="model/study/columns.py" />
   <source>the column {1} is used twice</source>
   <translation>die Spalte {1} wird zweimal verwendet</translation>
  </message>
  <message>
   <location filename="model/study/columns.py" />
   <source>time and event belong together: give both columns, or none</source>
   <translation>Zeit und Ereignis gehören zusammen: Geben Sie beide Spalten an oder keine</translation>
  </message>
  <message>
   <location filename="model/study/columns.py" />
   <source>the unit of {1} is not given; it can be {2}</source>
   <translation>die Einheit von {1} ist nicht angegeben; möglich sind {2}</translation>
  </message>
  <message>
   <location filename="model/study/columns.py" />
   <source>The given columns do not fit the sheet:</source>
   <translation>Die angegebenen Spalten passen nicht zur Tabelle:</translation>
  </message>
  <message>
   <location filename="model/study/comparison_input.py" />
   <source>The score sheet has no question with numbered answers.</source>
   <translation>Der Erhebungsbogen hat keine Frage mit nummerierten Antworten.</translation>
  </message>
  <message>
   <location filename="model/study/comparison_input.py" />
   <source>Create a study whose score sheet has a question with numbered answers.</source>
   <translation>Legen Sie eine Studie an, deren Erhebungsbogen eine Frage mit nummerierten Antworten hat.</translation>
  </message>
  <message>
   <location filename="model/study/deidentify.py" />
   <source>{1} is a packet, which has no identifiers except its reader's name.</source>
   <translation>{1} ist ein Paket, das außer dem Namen des Befunders keine identifizierenden Angaben enthält.</translation>
  </message>
  <message>
   <location filename="model/study/deidentify.py" />
   <source>Give the study, not the packet.</source>
   <translation>Geben Sie die Studie an, nicht das Paket.</translation>
  </message>
  <message>
   <location filename="model/study/deidentify.py" />
   <source>The study has no column {1}.</source>
   <translation>Die Studie hat keine Spalte {1}.</translation>
  </message>
  <message>
   <location filename="model/study/deidentify.py" />
   <source>The columns of the study are {1}.</source>
   <translation>Die Spalten der Studie sind {1}.</translation>
  </message>
  <message>
   <location filename="model/study/file/errors.py" />
   <source>its text is damaged</source>
   <translation>der Text darin ist beschädigt</translation>
  </message>
  <message>
   <location filename="model/study/file/errors.py" />
   <source>{1} cannot be opened ({2}).</source>
   <translation>{1} kann nicht geöffnet werden ({2}).</translation>
  </message>
  <message>
   <location filename="model/study/file/errors.py" />
   <source>Use a backup copy of the file, if there is one.</source>
   <translation>Verwenden Sie eine Sicherungskopie der Datei, wenn es eine gibt.</translation>
  </message>
  <message>
   <location filename="model/study/file/errors.py" />
   <source>Check that the folder of the file is writable and has free space; everything entered before is saved.</source>
   <translation>Prüfen Sie, ob der Ordner der Datei beschreibbar ist und freien Speicherplatz hat; alles zuvor Eingegebene ist gespeichert.</translation>
  </message>
  <message>
   <location filename="model/study/file/errors.py" />
   <source>{1} was moved, renamed or replaced while it was open. The last entry was not saved.</source>
   <translation>{1} wurde verschoben, umbenannt oder ersetzt, während die Datei geöffnet war. Die letzte Eingabe wurde nicht gespeichert.</translation>
  </message>
  <message>
   <location filename="model/study/file/errors.py" />
   <source>{1} cannot save a name or text that is not valid UTF-8.</source>
   <translation>{1} kann keinen Namen oder Text speichern, der kein gültiges UTF-8 ist.</translation>
  </message>
  <message>
   <location filename="model/study/file/errors.py" />
   <source>Close the study here, and open its file at the new place. The file contains everything entered before.</source>
   <translation>Schließen Sie die Studie hier, und öffnen Sie ihre Datei am neuen Ort. Die Datei enthält alles bisher Eingegebene.</translation>
  </message>
  <message>
   <location filename="model/study/file/errors.py" />
   <source>Rename the file or folder, with letters that every system can show, and try again.</source>
   <translation>Benennen Sie die Datei oder den Ordner mit Buchstaben um, die jedes System darstellen kann, und versuchen Sie es erneut.</translation>
  </message>
  <message>
   <location filename="model/study/file/journal.py" />
   <source>{1} names another file, which would be deleted. It was not written by Histocast.</source>
   <translation>{1} nennt eine andere Datei, die dadurch gelöscht würde. Histocast hat das nicht geschrieben.</translation>
  </message>
  <message>
   <location filename="model/study/file/journal.py" />
   <source>{1} was not closed properly, and cannot be written where it is.</source>
   <translation>{1} wurde nicht ordnungsgemäß geschlossen und kann am jetzigen Ort nicht geschrieben werden.</translation>
  </message>
  <message>
   <location filename="model/study/file/journal.py" />
   <source>{1} is larger than {2} GB. No study is so large.</source>
   <translation>{1} ist größer als {2} GB. Keine Studie ist so groß.</translation>
  </message>
  <message>
   <location filename="model/study/file/journal.py" />
   <source>Delete {1}, or ask where the file comes from. Nothing was changed.</source>
   <translation>Löschen Sie {1}, oder fragen Sie nach, woher die Datei stammt. Nichts wurde geändert.</translation>
  </message>
  <message>
   <location filename="model/study/file/journal.py" />
   <source>{1} does not belong to {2} as it is now, and would damage it: another copy of the file was put in its place.</source>
   <translation>{1} gehört nicht zum jetzigen Stand von {2} und würde sie beschädigen: An ihre Stelle kam eine andere Kopie der Datei.</translation>
  </message>
  <message>
   <location filename="model/study/file/journal.py" />
   <source>If {1} is the copy that you need, move {2} to another folder, keep it, and open the file again.</source>
   <translation>Wenn {1} die benötigte Kopie ist, verschieben Sie {2} in einen anderen Ordner, behalten Sie sie, und öffnen Sie die Datei erneut.</translation>
  </message>
  <message>
   <location filename="model/study/file/journal.py" />
   <source>Copy the file together with {1} to a disk that can be written, and open the copy.</source>
   <translation>Kopieren Sie die Datei zusammen mit {1} auf einen beschreibbaren Datenträger, und öffnen Sie die Kopie.</translation>
  </message>
  <message>
   <location filename="model/study/file/journal.py" />
   <source>Use a backup copy of the study.</source>
   <translation>Verwenden Sie eine Sicherungskopie der Studie.</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>Give the path of a file in this folder.</source>
   <translation>Geben Sie den Pfad einer Datei in diesem Ordner an.</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>There is no packet {1}.</source>
   <translation>Es gibt kein Paket {1}.</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>There is no study {1}.</source>
   <translation>Es gibt keine Studie {1}.</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>{1} is a reader's packet, which can only be read blinded.</source>
   <translation>{1} ist das Paket eines Befunders, das nur verblindet befundet werden kann.</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>{1} is a study, not a packet.</source>
   <translation>{1} ist eine Studie, kein Paket.</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>{1} was written by a newer Histocast (file version {2}).</source>
   <translation>{1} wurde von einer neueren Version von Histocast geschrieben (Dateiversion {2}).</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>Check the name, and that the disk with this file is connected. To create a study, use: histocast study create.</source>
   <translation>Prüfen Sie den Namen, und ob der Datenträger mit dieser Datei verbunden ist. Eine Studie legen Sie an mit: histocast study create.</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>Open the packet in the window to read its cases. Add finished reads to the study by: histocast study merge STUDY PACKET.</source>
   <translation>Öffnen Sie das Paket im Fenster, um die Fälle zu befunden. Fertige Befundungen übernehmen Sie in die Studie mit: histocast study merge STUDY PACKET.</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>Open a file created by Histocast. If Histocast created this file, it is damaged: use a backup copy.</source>
   <translation>Öffnen Sie eine Datei, die Histocast angelegt hat. Wenn diese Datei von Histocast stammt, ist sie beschädigt: Verwenden Sie eine Sicherungskopie.</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>{1} is not a Histocast study.</source>
   <translation>{1} ist keine Histocast-Studie.</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>Open a file created by: histocast study create.</source>
   <translation>Öffnen Sie eine Datei, die histocast study create angelegt hat.</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>Give the study first, then the packets: histocast study merge STUDY PACKET.</source>
   <translation>Geben Sie zuerst die Studie an, dann die Pakete: histocast study merge STUDY PACKET.</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>{1} is not a study ({2}).</source>
   <translation>{1} ist keine Studie ({2}).</translation>
  </message>
  <message>
   <location filename="model/study/file/kind.py" />
   <source>Install the newer version of Histocast.</source>
   <translation>Installieren Sie die neuere Version von Histocast.</translation>
  </message>
  <message>
   <location filename="model/study/file/lock.py" />
   <source>{1} cannot be opened: {2}.</source>
   <translation>{1} kann nicht geöffnet werden: {2}.</translation>
  </message>
  <message>
   <location filename="model/study/file/lock.py" />
   <source>the file has several names (hard links), and each name would have a journal and a lock of its own</source>
   <translation>die Datei hat mehrere Namen (Hardlinks), und jeder Name hätte ein eigenes Journal und eine eigene Sperre</translation>
  </message>
  <message>
   <location filename="model/study/file/lock.py" />
   <source>Make a copy of the file, open the copy, and remove the names that are not needed.</source>
   <translation>Kopieren Sie die Datei, öffnen Sie die Kopie, und entfernen Sie die nicht benötigten Namen.</translation>
  </message>
  <message>
   <location filename="model/study/file/lock.py" />
   <source>{1} cannot be used now: {2}.</source>
   <translation>{1} kann jetzt nicht verwendet werden: {2}.</translation>
  </message>
  <message>
   <location filename="model/study/file/lock.py" />
   <source>another window or process has the file open</source>
   <translation>die Datei ist in einem anderen Fenster oder Prozess geöffnet</translation>
  </message>
  <message>
   <location filename="model/study/file/lock.py" />
   <source>Close the file there, then open it here again.</source>
   <translation>Schließen Sie die Datei dort, und öffnen Sie sie dann hier erneut.</translation>
  </message>
  <message>
   <location filename="model/study/file/lock.py" />
   <source>{1} cannot be followed ({2}).</source>
   <translation>Der Verknüpfung {1} kann nicht gefolgt werden ({2}).</translation>
  </message>
  <message>
   <location filename="model/study/file/lock.py" />
   <source>Give the path of the file itself.</source>
   <translation>Geben Sie den Pfad der Datei selbst an.</translation>
  </message>
  <message>
   <location filename="model/study/file/wal.py" />
   <source>with {1}: {2}</source>
   <translation>mit {1}: {2}</translation>
  </message>
  <message>
   <location filename="model/study/fill.py" />
   <source>{1} has faults:</source>
   <translation>{1} hat Fehler:</translation>
  </message>
  <message>
   <location filename="model/study/fill.py" />
   <source>Correct these lines, or remove them. Nothing was written.</source>
   <translation>Berichtigen Sie diese Zeilen, oder entfernen Sie sie. Nichts wurde geschrieben.</translation>
  </message>
  <message>
   <location filename="model/study/fill.py" />
   <source>{1} does not fit the study:</source>
   <translation>{1} passt nicht zur Studie:</translation>
  </message>
  <message>
   <location filename="model/study/fill.py" />
   <source>Correct these lines, or leave out their columns. To replace outcomes by newer follow-up, add --update-outcomes, or confirm the list of changes in the window.</source>
   <translation>Berichtigen Sie diese Zeilen, oder lassen Sie ihre Spalten weg. Um Verläufe durch neuere Nachbeobachtung zu ersetzen, fügen Sie --update-outcomes hinzu, oder bestätigen Sie die Liste der Änderungen im Fenster.</translation>
  </message>
  <message>
   <location filename="model/study/fill.py" />
   <source>line {1}: the study has another outcome of patient {2}</source>
   <translation>Zeile {1}: Die Studie hat einen anderen Verlauf von Patient {2}</translation>
  </message>
  <message>
   <location filename="model/study/packet/clean_copy.py" />
   <source>The image of {1} is not the one that the study was created with.</source>
   <translation>Das Bild von {1} ist nicht das, mit dem die Studie angelegt wurde.</translation>
  </message>
  <message>
   <location filename="model/study/packet/clean_copy.py" />
   <source>The copy of {1} could not be written ({2}).</source>
   <translation>Die Kopie von {1} konnte nicht geschrieben werden ({2}).</translation>
  </message>
  <message>
   <location filename="model/study/packet/clean_copy.py" />
   <source>Check that the disk is connected and has free space.</source>
   <translation>Prüfen Sie, ob der Datenträger verbunden ist und freien Speicherplatz hat.</translation>
  </message>
  <message>
   <location filename="model/study/packet/holds.py" />
   <source>The reader's name or pseudonym ({1}) and the number of the round.</source>
   <translation>Name oder Pseudonym des Befunders ({1}) und die Nummer der Runde.</translation>
  </message>
  <message>
   <location filename="model/study/packet/holds.py" />
   <source>The text of the score sheet.</source>
   <translation>Der Text des Erhebungsbogens.</translation>
  </message>
  <message>
   <location filename="model/study/packet/holds.py" />
   <source>{1}, named by case number and written anew: pixels, pixel size and colour profile. Labels, overview pictures and metadata were left out. Text within the picture of the tissue is still visible.</source>
   <translation>{1}, nach Fallnummer benannt und neu geschrieben: Pixel, Pixelgröße und Farbprofil. Etiketten, Übersichtsbilder und Metadaten wurden weggelassen. Text im Bild des Gewebes ist weiterhin sichtbar.</translation>
  </message>
  <message>
   <location filename="model/study/packet/holds.py" />
   <source>The folder of the images ({1}) and salted hashes of the images and their names. A person who can open that folder sees the names of the images, and their labels and metadata. --copy-images gives copies without names, labels and metadata.</source>
   <translation>Der Ordner der Bilder ({1}) und gesalzene Hashwerte der Bilder und ihrer Namen. Wer diesen Ordner öffnen kann, sieht die Namen der Bilder, ihre Etiketten und Metadaten. Kopierte Bilder (--copy-images) haben weder Namen noch Etiketten noch Metadaten.</translation>
  </message>
  <message>
   <location filename="model/study/packet/holds.py" />
   <source>ATTENTION: the name of the packet or folder contains the id of a patient: {1}.</source>
   <translation>ACHTUNG: Der Name des Pakets oder Ordners enthält die Kennung eines Patienten: {1}.</translation>
  </message>
  <message>
   <location filename="model/study/packet/holds.py" />
   <source>positions of {1} cores on their slides</source>
   <translation>Positionen von {1} Stanzen auf ihren Schnitten</translation>
  </message>
  <message>
   <location filename="model/study/packet/holds.py" />
   <source>position of 1 core on its slide</source>
   <translation>Position von 1 Stanze auf ihrem Schnitt</translation>
  </message>
  <message>
   <location filename="model/study/packet/holds.py" />
   <source>The {1}. The map of the array names each core.</source>
   <translation>{1}. Der Stanzenplan nennt jede Stanze mit Namen.</translation>
  </message>
  <message>
   <location filename="model/study/packet/holds.py" />
   <source>The images are as in earlier rounds: a reader who compares the files could find the same case again. --copy-images gives the images new names.</source>
   <translation>Die Bilder sind dieselben wie in früheren Runden: Ein Befunder, der die Dateien vergleicht, könnte denselben Fall wiederfinden. Kopierte Bilder (--copy-images) haben neue Namen.</translation>
  </message>
  <message>
   <location filename="model/study/packet/images.py" />
   <source>The image was not found.</source>
   <translation>Das Bild wurde nicht gefunden.</translation>
  </message>
  <message>
   <location filename="model/study/packet/images.py" />
   <source>Choose the folder that has the images now with Locate images, or with: histocast study locate PACKET FOLDER.</source>
   <translation>Wählen Sie den Ordner, in dem die Bilder jetzt liegen, mit „Bilder suchen“ oder mit: histocast study locate PACKET FOLDER.</translation>
  </message>
  <message>
   <location filename="model/study/packet/images.py" />
   <source>The packet has no case {1}.</source>
   <translation>Das Paket hat keinen Fall {1}.</translation>
  </message>
  <message>
   <location filename="model/study/packet/images.py" />
   <source>Open the packet again.</source>
   <translation>Öffnen Sie das Paket erneut.</translation>
  </message>
  <message>
   <location filename="model/study/packet/images.py" />
   <source>the image path of case {1} is damaged</source>
   <translation>der Bildpfad von Fall {1} ist beschädigt</translation>
  </message>
  <message>
   <location filename="model/study/packet/make.py" />
   <source>Check that the disk is connected, is writable and has free space.</source>
   <translation>Prüfen Sie, ob der Datenträger verbunden und beschreibbar ist und freien Speicherplatz hat.</translation>
  </message>
  <message>
   <location filename="model/study/packet/make.py" />
   <source>{1} is the name of a study.</source>
   <translation>{1} ist der Name einer Studie.</translation>
  </message>
  <message>
   <location filename="model/study/packet/make.py" />
   <source>Use a name such as NAME.histopacket for the packet.</source>
   <translation>Verwenden Sie für das Paket einen Namen wie NAME.histopacket.</translation>
  </message>
  <message>
   <location filename="model/study/packet/make.py" />
   <source>Give a file in this folder: {1}.</source>
   <translation>Geben Sie eine Datei in diesem Ordner an: {1}.</translation>
  </message>
  <message>
   <location filename="model/study/packet/make.py" />
   <source>{1} has no unread case in round {2}.</source>
   <translation>{1} hat in Runde {2} keinen Fall mehr zu befunden.</translation>
  </message>
  <message>
   <location filename="model/study/packet/make.py" />
   <source>To begin another round of the same cases, add --repeat.</source>
   <translation>Um eine weitere Runde mit denselben Fällen zu beginnen, ergänzen Sie --repeat.</translation>
  </message>
  <message>
   <location filename="model/study/packet/make.py" />
   <source>{1} moved:</source>
   <translation>{1} verschoben:</translation>
  </message>
  <message>
   <location filename="model/study/packet/make.py" />
   <source>image was</source>
   <translation>Bild wurde</translation>
  </message>
  <message>
   <location filename="model/study/packet/make.py" />
   <source>images were</source>
   <translation>Bilder wurden</translation>
  </message>
  <message>
   <location filename="model/study/packet/make.py" />
   <source>Search for the images with: histocast study locate STUDY FOLDER.</source>
   <translation>Suchen Sie die Bilder mit: histocast study locate STUDY FOLDER.</translation>
  </message>
  <message>
   <location filename="model/study/packet/make.py" />
   <source>{1} exists already and may contain reads.</source>
   <translation>{1} ist bereits vorhanden und enthält möglicherweise Befundungen.</translation>
  </message>
  <message>
   <location filename="model/study/packet/make.py" />
   <source>Choose another name, or move this file away.</source>
   <translation>Wählen Sie einen anderen Namen, oder verschieben Sie diese Datei.</translation>
  </message>
  <message>
   <location filename="model/study/packet/merge.py" />
   <source>{1} differs from the packet that the study made: its reader, order, sheet or images were changed.</source>
   <translation>{1} unterscheidet sich von dem Paket, das die Studie erstellt hat: Befunder, Reihenfolge, Bogen oder Bilder wurden geändert.</translation>
  </message>
  <message>
   <location filename="model/study/packet/merge.py" />
   <source>{1} was made with a score sheet that differs from the study's present one:</source>
   <translation>{1} wurde mit einem Erhebungsbogen erstellt, der vom jetzigen Bogen der Studie abweicht:</translation>
  </message>
  <message>
   <location filename="model/study/packet/merge.py" />
   <source>{1} contradicts reads that were returned from this packet earlier. Nothing was merged:</source>
   <translation>{1} widerspricht Befundungen, die früher aus diesem Paket zurückgekommen sind. Nichts wurde zusammengeführt:</translation>
  </message>
  <message>
   <location filename="model/study/packet/merge.py" />
   <source>Ask the reader for the original packet, or make another packet with --again.</source>
   <translation>Bitten Sie den Befunder um das ursprüngliche Paket, oder erstellen Sie mit --again ein neues Paket.</translation>
  </message>
  <message>
   <location filename="model/study/packet/merge.py" />
   <source>Restore the study's sheet, or make another packet with --again.</source>
   <translation>Stellen Sie den Bogen der Studie wieder her, oder erstellen Sie mit --again ein neues Paket.</translation>
  </message>
  <message>
   <location filename="model/study/packet/merge.py" />
   <source>{1} was not made from this study.</source>
   <translation>{1} wurde nicht aus dieser Studie erstellt.</translation>
  </message>
  <message>
   <location filename="model/study/packet/merge.py" />
   <source>Merge the packet into the study that made it.</source>
   <translation>Führen Sie das Paket mit der Studie zusammen, die es erstellt hat.</translation>
  </message>
  <message>
   <location filename="model/study/packet/merge.py" />
   <source>Find out which copy the reader used. The study keeps the reads that were returned first.</source>
   <translation>Finden Sie heraus, welche Kopie der Befunder verwendet hat. Die Studie behält die Befundungen, die zuerst zurückgekommen sind.</translation>
  </message>
  <message>
   <location filename="model/study/packet/outstanding.py" />
   <source>packet of {1}, round {2}, made {3}: {4} of {5} came back; {6}</source>
   <translation>Befundpaket von {1}, Runde {2}, erstellt {3}: {5}, davon {4} zurück; {6}</translation>
  </message>
  <message>
   <location filename="model/study/packet/outstanding.py" />
   <source>The reader {1} has no packet. Readers with packets: {2}.</source>
   <translation>Der Befunder {1} hat kein Paket. Befunder mit Paketen: {2}.</translation>
  </message>
  <message>
   <location filename="model/study/packet/outstanding.py" />
   <source>{1} reads round {2} from a packet made {3}: {4} of {5} came back.</source>
   <translation>{1} befundet Runde {2} aus einem Paket vom {3}: {5}, davon {4} zurückgekommen.</translation>
  </message>
  <message>
   <location filename="model/study/packet/outstanding.py" />
   <source>Merge the packet. If it is lost, make another packet (histocast study packet --again) or withdraw this one (--withdraw).</source>
   <translation>Führen Sie das Paket zusammen. Ist es verloren, erstellen Sie ein neues Paket (histocast study packet --again), oder ziehen Sie dieses zurück (--withdraw).</translation>
  </message>
  <message>
   <location filename="model/study/packet/outstanding.py" />
   <source>no reader</source>
   <translation>keiner</translation>
  </message>
  <message>
   <location filename="model/study/packet/outstanding.py" />
   <source>A reader's first packet is made without --again.</source>
   <translation>Das erste Paket eines Befunders wird ohne --again erstellt.</translation>
  </message>
  <message>
   <location filename="model/study/packet/outstanding.py" />
   <source>Check the name: histocast study status lists the packets.{1}</source>
   <translation>Prüfen Sie den Namen: histocast study status listet die Pakete auf.{1}</translation>
  </message>
  <message>
   <location filename="model/study/packet/outstanding.py" />
   <source>with the reader</source>
   <translation>beim Befunder</translation>
  </message>
  <message>
   <location filename="model/study/packet/outstanding.py" />
   <source>packet {1}</source>
   <translation>Paket {1}</translation>
  </message>
  <message>
   <location filename="model/study/packet/rescue.py" />
   <source>Nothing of {1} can be rescued: it does not contain its packet id.</source>
   <translation>Aus {1} kann nichts gerettet werden: Die Datei enthält keine Paket-ID.</translation>
  </message>
  <message>
   <location filename="model/study/packet/rescue.py" />
   <source>Ask the reader for the packet as it is on the reader's computer, or make another packet with --again.</source>
   <translation>Bitten Sie den Befunder um das Paket, wie es auf seinem Computer liegt, oder erstellen Sie mit --again ein neues Paket.</translation>
  </message>
  <message>
   <location filename="model/study/packet/rescue.py" />
   <source>Nothing of {1} can be rescued: none of its reads is proven to be unchanged.</source>
   <translation>Aus {1} kann nichts gerettet werden: Keine der Befundungen ist nachweislich unverändert.</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>{1} was changed after it was made, or is damaged</source>
   <translation>{1} wurde nach dem Erstellen geändert oder ist beschädigt</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>{1} was changed by hand or is damaged. Nothing was merged:</source>
   <translation>{1} wurde von Hand geändert oder ist beschädigt. Nichts wurde zusammengeführt:</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>{1} could not be copied to the temporary folder ({2}).</source>
   <translation>{1} konnte nicht in den temporären Ordner kopiert werden ({2}).</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>Check that the disk with the packet is connected, and that you may read the file.</source>
   <translation>Prüfen Sie, ob der Datenträger mit dem Paket verbunden ist und ob Sie die Datei lesen dürfen.</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>Ask the study's organiser for another packet, and send this packet to the organiser too.</source>
   <translation>Bitten Sie die Studienleitung um ein anderes Paket, und senden Sie ihr auch dieses Paket.</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>Give the packets in this folder: {1}.</source>
   <translation>Geben Sie die Pakete in diesem Ordner an: {1}.</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>Check the name, and that the disk with the packet is connected.</source>
   <translation>Prüfen Sie den Namen, und ob der Datenträger mit dem Paket verbunden ist.</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>{1} is not a packet, or its beginning is damaged.</source>
   <translation>{1} ist kein Paket, oder der Anfang ist beschädigt.</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>Give files whose names end in {1}. If this is a packet: {2}</source>
   <translation>Geben Sie Dateien an, deren Namen auf {1} enden. Wenn dies ein Paket ist: {2}</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>case {1}: the read was not locked by the program</source>
   <translation>Fall {1}: Die Befundung wurde nicht vom Programm abgeschlossen</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>{1} is not an answer to {2}</source>
   <translation>{1} ist keine Antwort auf {2}</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>case {1}: {2}</source>
   <translation>Fall {1}: {2}</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>{1} is not answered</source>
   <translation>{1} ist nicht beantwortet</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>{1} is damaged ({2}).</source>
   <translation>{1} ist beschädigt ({2}).</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>{1} is damaged (a row of {2} refers to a row that does not exist).</source>
   <translation>{1} ist beschädigt (eine Zeile von {2} verweist auf eine Zeile, die es nicht gibt).</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>The read of case {1} is damaged.</source>
   <translation>Die Befundung von Fall {1} ist beschädigt.</translation>
  </message>
  <message>
   <location filename="model/study/packet/returned.py" />
   <source>Free some space where {1} is, then merge again.</source>
   <translation>Schaffen Sie dort, wo {1} liegt, Platz, und führen Sie dann erneut zusammen.</translation>
  </message>
  <message>
   <location filename="model/study/patient_table.py" />
   <source>No prediction of this study was made by a model {1}.</source>
   <translation>Keine Vorhersage dieser Studie stammt von einem Modell {1}.</translation>
  </message>
  <message>
   <location filename="model/study/patient_table.py" />
   <source>Models with predictions: {1}.</source>
   <translation>Modelle mit Vorhersagen: {1}.</translation>
  </message>
  <message>
   <location filename="model/study/plan.py" />
   <source>Say which value means 'died of the disease', for example --event {1}={2}.</source>
   <translation>Geben Sie an, welcher Wert „an der Krankheit gestorben“ bedeutet, etwa --event {1}={2}.</translation>
  </message>
  <message>
   <location filename="model/study/prediction_import.py" />
   <source>{1} lacks the columns {2}.</source>
   <translation>{1} fehlen die Spalten {2}.</translation>
  </message>
  <message>
   <location filename="model/study/prediction_import.py" />
   <source>Give the file results.csv that was written by: histocast cohort run.</source>
   <translation>Geben Sie die Datei results.csv an, die histocast cohort run geschrieben hat.</translation>
  </message>
  <message>
   <location filename="model/study/prediction_import.py" />
   <source>Correct these lines. Nothing was imported.</source>
   <translation>Berichtigen Sie diese Zeilen. Nichts wurde importiert.</translation>
  </message>
  <message>
   <location filename="model/study/predictions.py" />
   <source>Restore the original image, or create another study.</source>
   <translation>Stellen Sie das ursprüngliche Bild wieder her, oder legen Sie eine andere Studie an.</translation>
  </message>
  <message>
   <location filename="model/study/raters.py" />
   <source>No patient of the study has a follow-up ({1}).</source>
   <translation>Kein Patient der Studie hat eine Nachbeobachtung ({1}).</translation>
  </message>
  <message>
   <location filename="model/study/raters.py" />
   <source>Import a clinical sheet with times and events first.</source>
   <translation>Importieren Sie zuerst eine klinische Tabelle mit Zeiten und Ereignissen.</translation>
  </message>
  <message>
   <location filename="model/study/raters.py" />
   <source>These patients have no prediction and no read yet.</source>
   <translation>Diese Patienten haben noch keine Vorhersage und keine Befundung.</translation>
  </message>
  <message>
   <location filename="model/study/raters.py" />
   <source>Predict or read the spots first.</source>
   <translation>Sagen Sie die Spots zuerst vorher, oder befunden Sie sie.</translation>
  </message>
  <message>
   <location filename="model/study/raters.py" />
   <source>The study has no numeric column {1} to group by.</source>
   <translation>Die Studie hat keine Zahlenspalte {1}, nach der gruppiert werden könnte.</translation>
  </message>
  <message>
   <location filename="model/study/raters.py" />
   <source>The study has no column {1} to group by.</source>
   <translation>Die Studie hat keine Spalte {1}, nach der gruppiert werden könnte.</translation>
  </message>
  <message>
   <location filename="model/study/raters.py" />
   <source>The study has: {1}.</source>
   <translation>Die Studie hat: {1}.</translation>
  </message>
  <message>
   <location filename="model/study/raters.py" />
   <source>The study has no covariate {1}.</source>
   <translation>Die Studie hat keine Kovariable {1}.</translation>
  </message>
  <message>
   <location filename="model/study/read_import.py" />
   <source>the column 'reader' is missing. {1}</source>
   <translation>die Spalte 'reader' fehlt. {1}</translation>
  </message>
  <message>
   <location filename="model/study/read_import.py" />
   <source>no column has a question of the score sheet: {1}. {2}</source>
   <translation>keine Spalte enthält eine Frage des Erhebungsbogens: {1}. {2}</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>clock went backwards</source>
   <translation>Uhr ging rückwärts</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>the read is not locked</source>
   <translation>die Befundung ist nicht abgeschlossen</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>the study never shows probabilities to readers</source>
   <translation>die Studie zeigt Befundern nie Wahrscheinlichkeiten</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>{1} not locked</source>
   <translation>{1} nicht abgeschlossen</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>no model has analysed this spot</source>
   <translation>kein Modell hat diesen Spot analysiert</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>A spot that is not assessable needs a reason.</source>
   <translation>Ein nicht beurteilbarer Spot braucht einen Grund.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>Choose or write a reason.</source>
   <translation>Wählen oder schreiben Sie einen Grund.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>Still to be answered: {1}.</source>
   <translation>Noch zu beantworten: {1}.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>Answer these questions, or mark the spot as not assessable.</source>
   <translation>Beantworten Sie diese Fragen, oder kennzeichnen Sie den Spot als nicht beurteilbar.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>The model's probability stays hidden: {1}.</source>
   <translation>Die Wahrscheinlichkeit des Modells bleibt verborgen: {1}.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>Lock the read first, then ask again.</source>
   <translation>Schließen Sie zuerst die Befundung ab, und fragen Sie dann erneut.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>A second read is only possible after the model's prediction was revealed.</source>
   <translation>Eine zweite Befundung ist erst möglich, nachdem die Vorhersage des Modells aufgedeckt wurde.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>First lock the read and reveal the prediction.</source>
   <translation>Schließen Sie zuerst die Befundung ab, und decken Sie die Vorhersage auf.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>Case {1} is locked.</source>
   <translation>Fall {1} ist abgeschlossen.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>Go to a case that is not locked, or to the next one.</source>
   <translation>Gehen Sie zu einem nicht abgeschlossenen Fall oder zum nächsten.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>This read is locked or paused.</source>
   <translation>Diese Befundung ist abgeschlossen oder unterbrochen.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>Resume the reading, or go to a case that is open.</source>
   <translation>Setzen Sie die Befundung fort, oder gehen Sie zu einem offenen Fall.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>{1}: {2} is not an answer.</source>
   <translation>{1}: {2} ist keine Antwort.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>Answer with one of: {1}.</source>
   <translation>Antworten Sie mit einem von: {1}.</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>case of the round is</source>
   <translation>Fall der Runde ist</translation>
  </message>
  <message>
   <location filename="model/study/reading.py" />
   <source>cases of the round are</source>
   <translation>Fälle der Runde sind</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>logistic recalibration on a study, weighted for censoring</source>
   <translation>logistische Rekalibrierung an einer Studie, für Zensierung gewichtet</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>The recalibration needs a test on other patients: calibration results, Brier scores and decision curves of these same patients do not test it.</source>
   <translation>Die Rekalibrierung muss an anderen Patienten geprüft werden: Kalibrierung, Brier-Scores und Entscheidungskurven derselben Patienten prüfen sie nicht.</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>Recalibrated later on {1} patients of the study {2}; the calibration was not tested on other patients.</source>
   <translation>Später an {1} Patienten der Studie {2} rekalibriert; die Kalibrierung wurde nicht an anderen Patienten geprüft.</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>recalibrated on {1} patients ({2} events) of study {3}{4}</source>
   <translation>rekalibriert an {1} Patienten ({2} Ereignisse) der Studie {3}{4}</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>{1} (95 % interval {2} to {3})</source>
   <translation>{1} (95-%-Intervall {2} bis {3})</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>the interval of the slope includes 0: the fit corrects little more than the mean</source>
   <translation>das Intervall der Steigung enthält 0: Die Anpassung berichtigt kaum mehr als das Mittel</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>The model that made the study's predictions ({1}) is not installed here.</source>
   <translation>Das Modell mit den Vorhersagen der Studie ({1}) ist hier nicht installiert.</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>Give the file of this model with --bundle FILE. In the window, first choose this model.</source>
   <translation>Geben Sie die Datei dieses Modells mit --bundle FILE an. Wählen Sie im Fenster zuerst dieses Modell.</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>, for {1} with the event</source>
   <translation>, für {1} mit dem Ereignis</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>the spots of {1} patients were combined by {2} before the fit</source>
   <translation>die Spots von {1} Patienten wurden vor der Anpassung zusammengefasst ({2})</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>; adapted to the given prevalence of {1}</source>
   <translation>; an die angegebene Prävalenz von {1} angepasst</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>{1}; {2} more patients were lost to follow-up before {3} years and are included by weighting</source>
   <translation>{1}; {2} weitere Patienten gingen vor {3} Jahren verloren und sind durch Gewichte berücksichtigt</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>slope {1}</source>
   <translation>Steigung {1}</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>intercept {1}</source>
   <translation>Achsenabschnitt {1}</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>mean risk by {1} years: {2} before recalibration, {3} after it; observed {4}{5}</source>
   <translation>mittleres Risiko bis zu {1} Jahren: {2} vor der Rekalibrierung, {3} danach; beobachtet {4}{5}</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>Give the share of patients with the event, such as 0.35.</source>
   <translation>Geben Sie den Anteil der Patienten mit dem Ereignis an, etwa 0.35.</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>{1} is not the model that made the study's predictions ({2}).</source>
   <translation>{1} ist nicht das Modell mit den Vorhersagen der Studie ({2}).</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>Give the file of that model.</source>
   <translation>Geben Sie die Datei jenes Modells an.</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>This study has no predictions yet.</source>
   <translation>Diese Studie hat noch keine Vorhersagen.</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>Predict its spots first.</source>
   <translation>Sagen Sie ihre Spots zuerst vorher.</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>Several models have predictions in this study: {1}.</source>
   <translation>Mehrere Modelle haben Vorhersagen in dieser Studie: {1}.</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>Choose one of them with --bundle NAME or --bundle FILE.</source>
   <translation>Wählen Sie eines davon mit --bundle NAME oder --bundle FILE.</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>This model has no prediction in the study; these models have: {1}.</source>
   <translation>Dieses Modell hat keine Vorhersage in der Studie; diese Modelle haben welche: {1}.</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>Choose one of them.</source>
   <translation>Wählen Sie eines davon.</translation>
  </message>
  <message>
   <location filename="model/study/recalibrate.py" />
   <source>The prevalence must be between 0 and 1.</source>
   <translation>Die Prävalenz muss zwischen 0 und 1 liegen.</translation>
  </message>
  <message>
   <location filename="model/study/rescue.py" />
   <source>Nothing of {1} can be rescued: none of its patients and reads can be loaded.</source>
   <translation>Aus {1} kann nichts gerettet werden: Kein Patient und keine Befundung lassen sich laden.</translation>
  </message>
  <message>
   <location filename="model/study/rescue.py" />
   <source>Use a backup copy of the file.</source>
   <translation>Verwenden Sie eine Sicherungskopie der Datei.</translation>
  </message>
  <message>
   <location filename="model/study/rescue.py" />
   <source>{1} is a reader's packet.</source>
   <translation>{1} ist das Paket eines Befunders.</translation>
  </message>
  <message>
   <location filename="model/study/rescue.py" />
   <source>{1} is not a study, or its beginning is damaged.</source>
   <translation>{1} ist keine Studie, oder der Anfang der Datei ist beschädigt.</translation>
  </message>
  <message>
   <location filename="model/study/rescue.py" />
   <source>Rescue its reads with the study: histocast study merge STUDY PACKET --rescue.</source>
   <translation>Retten Sie die Befundungen mit der Studie: histocast study merge STUDY PACKET --rescue.</translation>
  </message>
  <message>
   <location filename="model/study/rounds.py" />
   <source>A reader needs a name.</source>
   <translation>Ein Befunder braucht einen Namen.</translation>
  </message>
  <message>
   <location filename="model/study/rounds.py" />
   <source>Give a name or pseudonym, which the tables will show.</source>
   <translation>Geben Sie einen Namen oder ein Pseudonym an, das die Tabellen zeigen werden.</translation>
  </message>
  <message>
   <location filename="model/study/rounds.py" />
   <source>This packet is for {1}.</source>
   <translation>Dieses Paket ist für {1}.</translation>
  </message>
  <message>
   <location filename="model/study/rounds.py" />
   <source>Ask the study's organiser for a packet of your own.</source>
   <translation>Bitten Sie die Studienleitung um ein eigenes Paket.</translation>
  </message>
  <message>
   <location filename="model/study/rounds.py" />
   <source>A packet has one round.</source>
   <translation>Ein Paket hat eine Runde.</translation>
  </message>
  <message>
   <location filename="model/study/rounds.py" />
   <source>Ask the study's organiser for a packet of the next round.</source>
   <translation>Bitten Sie die Studienleitung um ein Paket der nächsten Runde.</translation>
  </message>
  <message>
   <location filename="model/study/rounds.py" />
   <source>Round {1} of {2} is not finished.</source>
   <translation>Runde {1} von {2} ist nicht beendet.</translation>
  </message>
  <message>
   <location filename="model/study/rounds.py" />
   <source>Lock all cases of this round first.</source>
   <translation>Schließen Sie zuerst alle Fälle dieser Runde ab.</translation>
  </message>
  <message>
   <location filename="model/study/rounds.py" />
   <source>The reader {1} could not be saved.</source>
   <translation>Der Befunder {1} konnte nicht gespeichert werden.</translation>
  </message>
  <message>
   <location filename="model/study/rounds.py" />
   <source>Open the study again.</source>
   <translation>Öffnen Sie die Studie erneut.</translation>
  </message>
  <message>
   <location filename="model/study/rounds.py" />
   <source>The washout of {1} days lasts until {2}.</source>
   <translation>Die Pause von {1} Tagen dauert bis {2}.</translation>
  </message>
  <message>
   <location filename="model/study/rounds.py" />
   <source>{1} UTC</source>
   <translation>{1} UTC</translation>
  </message>
  <message>
   <location filename="model/study/rounds.py" />
   <source>Begin the next round after this time.</source>
   <translation>Beginnen Sie die nächste Runde danach.</translation>
  </message>
  <message>
   <location filename="model/study/score_sheet.py" />
   <source>The score sheet has faults:</source>
   <translation>Der Erhebungsbogen hat Fehler:</translation>
  </message>
  <message>
   <location filename="model/study/score_sheet.py" />
   <source>Correct them.</source>
   <translation>Berichtigen Sie sie.</translation>
  </message>
  <message>
   <location filename="model/study/score_sheet.py" />
   <source>it has no question</source>
   <translation>er hat keine Frage</translation>
  </message>
  <message>
   <location filename="model/study/score_sheet.py" />
   <source>The score sheet has no question {1}.</source>
   <translation>Der Erhebungsbogen hat keine Frage {1}.</translation>
  </message>
  <message>
   <location filename="model/study/score_sheet.py" />
   <source>The keys of the questions are {1}.</source>
   <translation>Die Schlüssel der Fragen sind {1}.</translation>
  </message>
  <message>
   <location filename="model/study/score_sheet.py" />
   <source>This is not a score sheet ({1}: {2}).</source>
   <translation>Das ist kein Erhebungsbogen ({1}: {2}).</translation>
  </message>
  <message>
   <location filename="model/study/score_sheet.py" />
   <source>A score sheet needs 'questions' (key, title, kind, choices of label and value) and 'reasons'.</source>
   <translation>Ein Erhebungsbogen braucht 'questions' (key, title, kind, choices mit label und value) und 'reasons'.</translation>
  </message>
  <message>
   <location filename="model/study/settings.py" />
   <source>Reading has begun: the score sheet and the rule for revealing the model cannot be changed.</source>
   <translation>Die Befundung hat begonnen: Erhebungsbogen und Regel für das Aufdecken des Modells können nicht mehr geändert werden.</translation>
  </message>
  <message>
   <location filename="model/study/settings.py" />
   <source>Create another study with other rules.</source>
   <translation>Legen Sie eine andere Studie mit anderen Regeln an.</translation>
  </message>
  <message>
   <location filename="model/study/settings.py" />
   <source>{1} has a packet with the present score sheet: the sheet and the rule for revealing the model cannot be changed.</source>
   <translation>{1} hat ein Paket mit dem jetzigen Erhebungsbogen: Der Bogen und die Regel für das Aufdecken des Modells können nicht geändert werden.</translation>
  </message>
  <message>
   <location filename="model/study/settings.py" />
   <source>Withdraw the packet first: histocast study packet --withdraw.</source>
   <translation>Ziehen Sie zuerst das Paket zurück: histocast study packet --withdraw.</translation>
  </message>
  <message>
   <location filename="model/study/settings.py" />
   <source>A washout of {1} days is not possible.</source>
   <translation>Eine Pause von {1} Tagen ist nicht möglich.</translation>
  </message>
  <message>
   <location filename="model/study/settings.py" />
   <source>Give 0 days or more.</source>
   <translation>Geben Sie 0 Tage oder mehr an.</translation>
  </message>
  <message>
   <location filename="model/study/settings.py" />
   <source>its setting {1} is damaged</source>
   <translation>ihre Einstellung {1} ist beschädigt</translation>
  </message>
  <message>
   <location filename="model/study/spots.py" />
   <source>The study has no spot {1}.</source>
   <translation>Die Studie hat keinen Spot {1}.</translation>
  </message>
  <message>
   <location filename="model/study/spots.py" />
   <source>The image was moved.</source>
   <translation>Das Bild wurde verschoben.</translation>
  </message>
  <message>
   <location filename="model/study/spots.py" />
   <source>Choose the folder that has the images now with Locate images, or with: histocast study locate.</source>
   <translation>Wählen Sie den Ordner, in dem die Bilder jetzt liegen, mit „Bilder suchen“ oder mit: histocast study locate.</translation>
  </message>
  <message>
   <location filename="model/study/spots.py" />
   <source>There is no folder {1}.</source>
   <translation>Es gibt keinen Ordner {1}.</translation>
  </message>
  <message>
   <location filename="model/study/spots.py" />
   <source>Check the name, and that the disk with the folder is connected.</source>
   <translation>Prüfen Sie den Namen, und ob der Datenträger mit dem Ordner verbunden ist.</translation>
  </message>
  <message>
   <location filename="model/study/status.py" />
   <source>outcomes: {1}, {2}</source>
   <translation>Verläufe: {1}, {2}</translation>
  </message>
  <message>
   <location filename="model/study/status.py" />
   <source>model {1}: {2} of {3} predicted</source>
   <translation>Modell {1}: {2} von {3} vorhergesagt</translation>
  </message>
  <message>
   <location filename="model/study/status.py" />
   <source>times that cannot be right: {1}; the computer's clock went backwards during a read</source>
   <translation>unmögliche Zeiten: {1}; die Uhr des Computers ging während einer Befundung rückwärts</translation>
  </message>
  <message>
   <location filename="model/study/status.py" />
   <source>packet of {1}, round {2}: {3} of {4} locked</source>
   <translation>Befundpaket von {1}, Runde {2}: {4}, davon {3} abgeschlossen</translation>
  </message>
  <message>
   <location filename="model/study/status.py" />
   <source>patients without a spot: {1}</source>
   <translation>Patienten ohne Spot: {1}</translation>
  </message>
  <message>
   <location filename="model/study/status.py" />
   <source>images that were moved: {1}; locate them</source>
   <translation>verschobene Bilder: {1}; suchen Sie sie</translation>
  </message>
  <message>
   <location filename="model/study/status.py" />
   <source>rows or images left out or not matched: {1}; the export lists them</source>
   <translation>Zeilen oder Bilder ausgelassen oder nicht zugeordnet: {1}; der Export listet sie auf</translation>
  </message>
  <message>
   <location filename="model/study/status.py" />
   <source>{1} of {2} locked</source>
   <translation>{2}, davon {1} abgeschlossen</translation>
  </message>
  <message>
   <location filename="model/study/status.py" />
   <source>{1} imported reads</source>
   <translation>{1} importierte Befundungen</translation>
  </message>
  <message>
   <location filename="model/study/status.py" />
   <source>reader {1}, round {2}: {3}</source>
   <translation>Befunder {1}, Runde {2}: {3}</translation>
  </message>
  <message>
   <location filename="model/study/status.py" />
   <source>read only: {1}</source>
   <translation>schreibgeschützt: {1}</translation>
  </message>
  <message>
   <location filename="model/study/status.py" />
   <source>images that were not found: {1}; locate them</source>
   <translation>nicht gefundene Bilder: {1}; suchen Sie sie</translation>
  </message>
  <message>
   <location filename="model/study/status.py" />
   <source>receipt of the reads: {1}; send it to the organiser separately from the packet</source>
   <translation>Quittung der Befundungen: {1}; senden Sie sie der Studienleitung getrennt vom Paket</translation>
  </message>
  <message>
   <location filename="model/study/store.py" />
   <source>{1} cannot be created: {2}.</source>
   <translation>{1} kann nicht angelegt werden: {2}.</translation>
  </message>
  <message>
   <location filename="model/study/store.py" />
   <source>{1} exists already.</source>
   <translation>{1} ist bereits vorhanden.</translation>
  </message>
  <message>
   <location filename="model/study/store.py" />
   <source>Choose another name, or add data to the existing study with: histocast study import.</source>
   <translation>Wählen Sie einen anderen Namen, oder ergänzen Sie die vorhandene Studie mit: histocast study import.</translation>
  </message>
  <message>
   <location filename="model/study/store.py" />
   <source>{1} cannot be changed: {2}.</source>
   <translation>{1} kann nicht geändert werden: {2}.</translation>
  </message>
  <message>
   <location filename="model/study/store.py" />
   <source>{1} has an older version ({2}; this program writes {3}).</source>
   <translation>{1} hat eine ältere Version ({2}; dieses Programm schreibt {3}).</translation>
  </message>
  <message>
   <location filename="model/study/store.py" />
   <source>Copy the file, and the folder of images beside it if it has one, to a disk that can be written, and open the copy.</source>
   <translation>Kopieren Sie die Datei, und den Ordner mit Bildern daneben, falls vorhanden, auf einen beschreibbaren Datenträger, und öffnen Sie die Kopie.</translation>
  </message>
  <message>
   <location filename="model/study/store.py" />
   <source>Open the study once with: histocast study status. This upgrades the file, and saves a copy of the old version beside it.</source>
   <translation>Öffnen Sie die Studie einmal mit: histocast study status. Dies bringt die Datei auf den neuen Stand und speichert daneben eine Kopie der alten Version.</translation>
  </message>
  <message>
   <location filename="model/study/store.py" />
   <source>it has no column {1}</source>
   <translation>sie hat keine Spalte {1}</translation>
  </message>
  <message>
   <location filename="model/study/store.py" />
   <source>Check that the disk with the packet is connected. If it is, the packet is damaged: use a backup copy, or ask the study's organiser for another packet, and send this packet to the organiser too.</source>
   <translation>Prüfen Sie, ob der Datenträger mit dem Paket verbunden ist. Wenn ja, ist das Paket beschädigt: Verwenden Sie eine Sicherungskopie, oder bitten Sie die Studienleitung um ein anderes Paket, und senden Sie ihr auch dieses Paket.</translation>
  </message>
  <message>
   <location filename="model/study/store.py" />
   <source>{1} has an older version and cannot be upgraded: {2}.</source>
   <translation>{1} hat eine ältere Version und kann nicht aktualisiert werden: {2}.</translation>
  </message>
  <message>
   <location filename="model/study/store.py" />
   <source>Open the study once on a disk that can be written.</source>
   <translation>Öffnen Sie die Studie einmal auf einem beschreibbaren Datenträger.</translation>
  </message>
  <message>
   <location filename="model/tables/body.py" />
   <source>The first row of the table must name the columns.</source>
   <translation>Die erste Zeile der Tabelle muss die Spalten benennen.</translation>
  </message>
  <message>
   <location filename="model/tables/body.py" />
   <source>Correct these lines; nothing was read. The header in line {1} names the columns.</source>
   <translation>Berichtigen Sie diese Zeilen; nichts wurde gelesen. Die Kopfzeile in Zeile {1} benennt die Spalten.</translation>
  </message>
  <message>
   <location filename="model/tables/body.py" />
   <source>If that line is a title or a comment, delete it and all further lines above the real header.</source>
   <translation>Ist diese Zeile ein Titel oder ein Kommentar, löschen Sie sie und alle weiteren Zeilen über der eigentlichen Kopfzeile.</translation>
  </message>
  <message>
   <location filename="model/tables/body.py" />
   <source>the column {1} occurs twice</source>
   <translation>die Spalte {1} kommt zweimal vor</translation>
  </message>
  <message>
   <location filename="model/tables/body.py" />
   <source>line {1} has more cells than the header</source>
   <translation>Zeile {1} hat mehr Zellen als die Kopfzeile</translation>
  </message>
  <message>
   <location filename="model/tables/body.py" />
   <source>{1} has no rows.</source>
   <translation>{1} hat keine Zeilen.</translation>
  </message>
  <message>
   <location filename="model/tables/body.py" />
   <source>Give the table a header and one row per patient, spot or core.</source>
   <translation>Geben Sie der Tabelle eine Kopfzeile und je Patient, Spot oder Stanze eine Zeile.</translation>
  </message>
  <message>
   <location filename="model/tables/csv_file.py" />
   <source>{1} has more than {2} MB.</source>
   <translation>{1} hat mehr als {2} MB.</translation>
  </message>
  <message>
   <location filename="model/tables/csv_file.py" />
   <source>Remove the rows that you do not need.</source>
   <translation>Entfernen Sie die Zeilen, die Sie nicht brauchen.</translation>
  </message>
  <message>
   <location filename="model/tables/csv_file.py" />
   <source>{1} is not a table: it contains null bytes.</source>
   <translation>{1} ist keine Tabelle: Die Datei enthält Nullbytes.</translation>
  </message>
  <message>
   <location filename="model/tables/csv_file.py" />
   <source>Save the table as CSV in UTF-8, or as XLSX.</source>
   <translation>Speichern Sie die Tabelle als CSV in UTF-8 oder als XLSX.</translation>
  </message>
  <message>
   <location filename="model/tables/csv_file.py" />
   <source>{1} is a web page or an XML file, not a CSV table.</source>
   <translation>{1} ist eine Webseite oder eine XML-Datei, keine CSV-Tabelle.</translation>
  </message>
  <message>
   <location filename="model/tables/csv_file.py" />
   <source>The cells of {1} may be separated by {2}.</source>
   <translation>Die Zellen von {1} sind möglicherweise durch {2} getrennt.</translation>
  </message>
  <message>
   <location filename="model/tables/csv_file.py" />
   <source>Add a first line with the separator, such as "sep=;", or save the file as XLSX.</source>
   <translation>Fügen Sie eine erste Zeile mit dem Trennzeichen ein, etwa „sep=;“, oder speichern Sie die Datei als XLSX.</translation>
  </message>
  <message>
   <location filename="model/tables/csv_file.py" />
   <source>{1} is not a table in {2} (byte {3}).</source>
   <translation>{1} ist keine Tabelle in {2} (Byte {3}).</translation>
  </message>
  <message>
   <location filename="model/tables/csv_file.py" />
   <source>{1} is not a CSV table (line {2}: {3}).</source>
   <translation>{1} ist keine CSV-Tabelle (Zeile {2}: {3}).</translation>
  </message>
  <message>
   <location filename="model/tables/csv_file.py" />
   <source>Line {1} of {2} has more than {3} characters.</source>
   <translation>Zeile {1} von {2} hat mehr als {3} Zeichen.</translation>
  </message>
  <message>
   <location filename="model/tables/csv_file.py" />
   <source>{1}, {2} cells so far.</source>
   <translation>{1}, bisher {2} Zellen.</translation>
  </message>
  <message>
   <location filename="model/tables/csv_file.py" />
   <source>{1} is too large for a table: {2} columns in line {3}</source>
   <translation>{1} ist zu groß für eine Tabelle: {2} Spalten in Zeile {3}</translation>
  </message>
  <message>
   <location filename="model/tables/csv_file.py" />
   <source>Remove the columns that you do not need.</source>
   <translation>Entfernen Sie die Spalten, die Sie nicht brauchen.</translation>
  </message>
  <message>
   <location filename="model/tables/read.py" />
   <source>{1} cannot be read: it is not a regular file.</source>
   <translation>{1} kann nicht gelesen werden: Es ist keine gewöhnliche Datei.</translation>
  </message>
  <message>
   <location filename="model/tables/read.py" />
   <source>Give the file of the table.</source>
   <translation>Geben Sie die Datei der Tabelle an.</translation>
  </message>
  <message>
   <location filename="model/tables/read.py" />
   <source>{1} is a workbook of an old Excel version (XLS), or it has a password.</source>
   <translation>{1} ist eine Arbeitsmappe einer alten Excel-Version (XLS) oder hat ein Kennwort.</translation>
  </message>
  <message>
   <location filename="model/tables/read.py" />
   <source>{1} is not a table that can be read: despite its suffix, it is not an XLSX workbook.</source>
   <translation>{1} ist keine lesbare Tabelle: Trotz der Endung ist die Datei keine XLSX-Arbeitsmappe.</translation>
  </message>
  <message>
   <location filename="model/tables/read.py" />
   <source>Save the table as XLSX without a password, or as CSV in UTF-8.</source>
   <translation>Speichern Sie die Tabelle als XLSX ohne Kennwort oder als CSV in UTF-8.</translation>
  </message>
  <message>
   <location filename="model/tables/read.py" />
   <source>Save the table as XLSX, or as CSV in UTF-8.</source>
   <translation>Speichern Sie die Tabelle als XLSX oder als CSV in UTF-8.</translation>
  </message>
  <message>
   <location filename="model/tables/table.py" />
   <source>none seen</source>
   <translation>keines gesehen</translation>
  </message>
  <message>
   <location filename="model/tables/table.py" />
   <source>{1}, sheet {2} (not read: {3}),</source>
   <translation>{1}, Blatt {2} (nicht gelesen: {3}),</translation>
  </message>
  <message>
   <location filename="model/tables/table.py" />
   <source>The columns{1} are {2}.</source>
   <translation>Die Spalten{1} sind {2}.</translation>
  </message>
  <message>
   <location filename="model/tables/table.py" />
   <source>of the sheet {1} (not read: {2})</source>
   <translation>des Blatts {1} (nicht gelesen: {2})</translation>
  </message>
  <message>
   <location filename="model/tables/xlsx_book.py" />
   <source>{1} is not a table that can be read: it contains no workbook.</source>
   <translation>{1} ist keine lesbare Tabelle: Die Datei enthält keine Arbeitsmappe.</translation>
  </message>
  <message>
   <location filename="model/tables/xlsx_book.py" />
   <source>{1} is an OpenDocument file.</source>
   <translation>{1} ist eine OpenDocument-Datei.</translation>
  </message>
  <message>
   <location filename="model/tables/xlsx_book.py" />
   <source>{1} is a binary workbook (XLSB).</source>
   <translation>{1} ist eine binäre Arbeitsmappe (XLSB).</translation>
  </message>
  <message>
   <location filename="model/tables/xlsx_book.py" />
   <source>Save the table as XLSX, or as CSV.</source>
   <translation>Speichern Sie die Tabelle als XLSX oder als CSV.</translation>
  </message>
  <message>
   <location filename="model/tables/xlsx_file.py" />
   <source>{1} has no visible sheet (its sheets: {2}).</source>
   <translation>{1} hat kein sichtbares Blatt (die Blätter: {2}).</translation>
  </message>
  <message>
   <location filename="model/tables/xlsx_file.py" />
   <source>Unhide the sheet to be read.</source>
   <translation>Blenden Sie das zu lesende Blatt ein.</translation>
  </message>
  <message>
   <location filename="model/tables/xlsx_parts.py" />
   <source>Open the workbook in a spreadsheet program and save it again as XLSX, or as CSV in UTF-8.</source>
   <translation>Öffnen Sie die Arbeitsmappe in einem Tabellenprogramm, und speichern Sie sie erneut als XLSX oder als CSV in UTF-8.</translation>
  </message>
  <message>
   <location filename="model/tables/xlsx_parts.py" />
   <source>{1} is not a table that can be read: not an XLSX workbook ({2}).</source>
   <translation>{1} ist keine lesbare Tabelle: keine XLSX-Arbeitsmappe ({2}).</translation>
  </message>
  <message>
   <location filename="model/tables/xlsx_table.py" />
   <source>{1} is empty: its first visible sheet {2} has no text and no number.</source>
   <translation>{1} ist leer: Das erste sichtbare Blatt {2} hat weder Text noch Zahlen.</translation>
  </message>
  <message>
   <location filename="model/tables/xlsx_table.py" />
   <source>Make the sheet with the table the first sheet.</source>
   <translation>Machen Sie das Blatt mit der Tabelle zum ersten Blatt.</translation>
  </message>
  <message>
   <location filename="model/tables/xlsx_table.py" />
   <source>{1} has {2} formulas without a stored value: {3}.</source>
   <translation>{1} hat {2} Formeln ohne gespeicherten Wert: {3}.</translation>
  </message>
  <message>
   <location filename="model/tables/xlsx_table.py" />
   <source>Open the workbook in a spreadsheet program, which calculates the formulas, and save the workbook again.</source>
   <translation>Öffnen Sie die Arbeitsmappe in einem Tabellenprogramm, das die Formeln berechnet, und speichern Sie sie erneut.</translation>
  </message>
  <message>
   <location filename="model/tma/array.py" />
   <source>{1} is not the name of a core.</source>
   <translation>{1} ist kein Name einer Stanze.</translation>
  </message>
  <message>
   <location filename="model/tma/array.py" />
   <source>Two cores have the same name:</source>
   <translation>Zwei Stanzen haben denselben Namen:</translation>
  </message>
  <message>
   <location filename="model/tma/array.py" />
   <source>Give each core a name of its own.</source>
   <translation>Geben Sie jeder Stanze einen eigenen Namen.</translation>
  </message>
  <message>
   <location filename="model/tma/array.py" />
   <source>{1} is the name of more than one core</source>
   <translation>{1} ist der Name von mehr als einer Stanze</translation>
  </message>
  <message>
   <location filename="model/tma/array.py" />
   <source>This array has no core {1}.</source>
   <translation>Dieses Mikroarray hat keine Stanze {1}.</translation>
  </message>
  <message>
   <location filename="model/tma/array.py" />
   <source>Give a name such as A-1; the last row and column are {1}.</source>
   <translation>Geben Sie einen Namen wie A-1 an; letzte Zeile und Spalte: {1}.</translation>
  </message>
  <message>
   <location filename="model/tma/array.py" />
   <source>Give the new core another name, or first remove the existing core.</source>
   <translation>Geben Sie der neuen Stanze einen anderen Namen, oder entfernen Sie zuerst die vorhandene.</translation>
  </message>
  <message>
   <location filename="model/tma/array.py" />
   <source>The array already has a core {1}.</source>
   <translation>Das Mikroarray hat bereits eine Stanze {1}.</translation>
  </message>
  <message>
   <location filename="model/tma/array.py" />
   <source>There is no row before A and no column before 1.</source>
   <translation>Vor A gibt es keine Zeile und vor 1 keine Spalte.</translation>
  </message>
  <message>
   <location filename="model/tma/array.py" />
   <source>Shift by a smaller number.</source>
   <translation>Verschieben Sie um eine kleinere Zahl.</translation>
  </message>
  <message>
   <location filename="model/tma/array.py" />
   <source>The array has no core whose radius could be used.</source>
   <translation>Das Mikroarray hat keine Stanze, deren Radius verwendet werden könnte.</translation>
  </message>
  <message>
   <location filename="model/tma/array.py" />
   <source>Give a radius.</source>
   <translation>Geben Sie einen Radius an.</translation>
  </message>
  <message>
   <location filename="model/tma/core_export.py" />
   <source>The cores of {1} could not be written to {2} ({3}).</source>
   <translation>Die Stanzen von {1} konnten nicht nach {2} geschrieben werden ({3}).</translation>
  </message>
  <message>
   <location filename="model/tma/core_export.py" />
   <source>Check that the folder is writable and has free space, and that no other program has a file open.</source>
   <translation>Prüfen Sie, ob der Ordner beschreibbar ist und freien Speicherplatz hat und ob kein anderes Programm eine Datei geöffnet hat.</translation>
  </message>
  <message>
   <location filename="model/tma/core_geojson.py" />
   <source>{1} contains no TMA cores{2}.</source>
   <translation>{1} enthält keine TMA-Stanzen{2}.</translation>
  </message>
  <message>
   <location filename="model/tma/core_geojson.py" />
   <source>(it holds {1})</source>
   <translation>(sie enthält {1})</translation>
  </message>
  <message>
   <location filename="model/tma/core_geojson.py" />
   <source>In QuPath, export all objects of the slide with its TMA grid.</source>
   <translation>Exportieren Sie in QuPath alle Objekte des Schnitts mit dem TMA-Raster.</translation>
  </message>
  <message>
   <location filename="model/tma/core_lines.py" />
   <source>{1} has {2}:</source>
   <translation>{1} hat {2}:</translation>
  </message>
  <message>
   <location filename="model/tma/finding.py" />
   <source>No cores were found on {1}.</source>
   <translation>Auf {1} wurden keine Stanzen gefunden.</translation>
  </message>
  <message>
   <location filename="model/tma/finding.py" />
   <source>If this slide is a tissue microarray, check its pixel size, or give the cores in a file (--cores FILE).</source>
   <translation>Wenn dieser Schnitt ein Gewebe-Mikroarray ist, prüfen Sie seine Pixelgröße, oder geben Sie die Stanzen in einer Datei an (--cores FILE).</translation>
  </message>
  <message>
   <location filename="model/tma/geojson_file.py" />
   <source>{1} is not a GeoJSON file (its features are not a list).</source>
   <translation>{1} ist keine GeoJSON-Datei (ihre „features“ sind keine Liste).</translation>
  </message>
  <message>
   <location filename="model/tma/geojson_file.py" />
   <source>{1} is larger than {2} MB.</source>
   <translation>{1} ist größer als {2} MB.</translation>
  </message>
  <message>
   <location filename="model/tma/geojson_file.py" />
   <source>{1} is not a GeoJSON file (it is text of another encoding).</source>
   <translation>{1} ist keine GeoJSON-Datei (sie ist ein Text mit anderer Zeichenkodierung).</translation>
  </message>
  <message>
   <location filename="model/tma/geojson_file.py" />
   <source>Export the objects from QuPath again.</source>
   <translation>Exportieren Sie die Objekte erneut aus QuPath.</translation>
  </message>
  <message>
   <location filename="model/tma/geojson_file.py" />
   <source>In QuPath, export the TMA cores and annotations only, without cells and detections.</source>
   <translation>Exportieren Sie in QuPath nur die TMA-Stanzen und Annotationen, ohne Zellen und Detektionen.</translation>
  </message>
  <message>
   <location filename="model/tma/geojson_file.py" />
   <source>Save the file as UTF-8, or export the objects from QuPath again.</source>
   <translation>Speichern Sie die Datei als UTF-8, oder exportieren Sie die Objekte erneut aus QuPath.</translation>
  </message>
  <message>
   <location filename="model/tma/geojson_file.py" />
   <source>{1} is not a GeoJSON file ({2}).</source>
   <translation>{1} ist keine GeoJSON-Datei ({2}).</translation>
  </message>
  <message>
   <location filename="model/tma/geojson_file.py" />
   <source>{1} is not a GeoJSON file (it is nested too deeply).</source>
   <translation>{1} ist keine GeoJSON-Datei (sie ist zu tief verschachtelt).</translation>
  </message>
  <message>
   <location filename="model/tma/results.py" />
   <source>{1} already exists and belongs to another slide.</source>
   <translation>{1} ist bereits vorhanden und gehört zu einem anderen Schnitt.</translation>
  </message>
  <message>
   <location filename="model/tma/slide_objects.py" />
   <source>{1} contains neither TMA cores nor annotations{2}.</source>
   <translation>{1} enthält weder TMA-Stanzen noch Annotationen{2}.</translation>
  </message>
  <message>
   <location filename="model/tma/slide_objects.py" />
   <source>In QuPath, export the slide's TMA cores or annotations as GeoJSON.</source>
   <translation>Exportieren Sie in QuPath die TMA-Stanzen oder Annotationen des Schnitts als GeoJSON.</translation>
  </message>
  <message>
   <location filename="model/tma/slide_objects.py" />
   <source>{1} of {2} places in {3} lie outside this slide.</source>
   <translation>{1} von {2} Positionen in {3} liegen außerhalb dieses Schnitts.</translation>
  </message>
  <message>
   <location filename="model/tma/slide_objects.py" />
   <source>Is this the file of another slide, or of a smaller copy of this slide? Give positions in pixels of full resolution.</source>
   <translation>Ist dies die Datei eines anderen Schnitts oder einer kleineren Kopie dieses Schnitts? Geben Sie Positionen in Pixeln der vollen Auflösung an.</translation>
  </message>
  <message>
   <location filename="model/training/threshold.py" />
   <source>greatest sensitivity + specificity on the {1} training patients (Youden)</source>
   <translation>größte Summe aus Sensitivität und Spezifität bei den {1} Trainingspatienten (Youden)</translation>
  </message>
  <message>
   <location filename="model/training/threshold.py" />
   <source>median over the {1} training patients</source>
   <translation>Median der {1} Trainingspatienten</translation>
  </message>
  <message>
   <location filename="model" />
   <source>This model has no record of its training tissue</source>
   <translation>Dieses Modell hat keine Aufzeichnung seines Trainingsgewebes</translation>
  </message>
  <message>
   <location filename="model" />
   <source>raster</source>
   <translation>Zeilenraster</translation>
  </message>
  <message>
   <location filename="model" />
   <source>serpentine</source>
   <translation>Schlangenlinie</translation>
  </message>
  <message>
   <location filename="model" />
   <source>tile</source>
   <translation>Kachel</translation>
  </message>
  <message>
   <location filename="model" />
   <source>block</source>
   <translation>Block</translation>
  </message>
  <message>
   <location filename="model" />
   <source>exact</source>
   <translation>exakt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>fast</source>
   <translation>schnell</translation>
  </message>
  <message>
   <location filename="model" />
   <source>fastest</source>
   <translation>am schnellsten</translation>
  </message>
  <message>
   <location filename="model" />
   <source>points</source>
   <translation>Punkte</translation>
  </message>
  <message>
   <location filename="model" />
   <source>point</source>
   <translation>Punkt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>present</source>
   <translation>vorhanden</translation>
  </message>
  <message>
   <location filename="model" />
   <source>focus</source>
   <translation>Schärfe</translation>
  </message>
  <message>
   <location filename="model" />
   <source>stain</source>
   <translation>Färbung</translation>
  </message>
  <message>
   <location filename="model" />
   <source>tissue</source>
   <translation>Gewebe</translation>
  </message>
  <message>
   <location filename="model" />
   <source>colour</source>
   <translation>Farbe</translation>
  </message>
  <message>
   <location filename="model" />
   <source>gives</source>
   <translation>ergibt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>give</source>
   <translation>ergeben</translation>
  </message>
  <message>
   <location filename="model" />
   <source>The cores</source>
   <translation>Die Stanzen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>binary</source>
   <translation>zweiwertig</translation>
  </message>
  <message>
   <location filename="model" />
   <source>ordinal</source>
   <translation>ordinal</translation>
  </message>
  <message>
   <location filename="model" />
   <source>numeric</source>
   <translation>Zahl</translation>
  </message>
  <message>
   <location filename="model" />
   <source>higher is better</source>
   <translation>höher ist besser</translation>
  </message>
  <message>
   <location filename="model" />
   <source>higher is worse</source>
   <translation>höher ist schlechter</translation>
  </message>
  <message>
   <location filename="model" />
   <source>years</source>
   <translation>Jahre</translation>
  </message>
  <message>
   <location filename="model" />
   <source>months</source>
   <translation>Monate</translation>
  </message>
  <message>
   <location filename="model" />
   <source>days</source>
   <translation>Tage</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} months</source>
   <translation>{1} Monate</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} days</source>
   <translation>{1} Tage</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Platt-scaled on {1} patients</source>
   <translation>Platt-skaliert an {1} Patienten</translation>
  </message>
  <message>
   <location filename="model" />
   <source>shifted on {1} patients</source>
   <translation>verschoben an {1} Patienten</translation>
  </message>
  <message>
   <location filename="model" />
   <source>weighted for censoring</source>
   <translation>für Zensierung gewichtet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>withdrawn</source>
   <translation>zurückgezogen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>replaced</source>
   <translation>ersetzt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>degree</source>
   <translation>Freiheitsgrad</translation>
  </message>
  <message>
   <location filename="model" />
   <source>degrees</source>
   <translation>Freiheitsgrade</translation>
  </message>
  <message>
   <location filename="model" />
   <source>event</source>
   <translation>Ereignis</translation>
  </message>
  <message>
   <location filename="model" />
   <source>uncompressed</source>
   <translation>unkomprimiert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>uncompressed, without value representations (Implicit VR)</source>
   <translation>unkomprimiert, ohne Value Representations (Implicit VR)</translation>
  </message>
  <message>
   <location filename="model" />
   <source>JPEG 2000, lossless</source>
   <translation>JPEG 2000, verlustfrei</translation>
  </message>
  <message>
   <location filename="model" />
   <source>lossless JPEG</source>
   <translation>verlustfreies JPEG</translation>
  </message>
  <message>
   <location filename="model" />
   <source>compressed (deflated)</source>
   <translation>komprimiert (deflate)</translation>
  </message>
  <message>
   <location filename="model" />
   <source>stored in the retired big-endian order</source>
   <translation>in der nicht mehr gültigen Big-Endian-Reihenfolge gespeichert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} samples per pixel with {2} bits</source>
   <translation>{1} Werte je Pixel zu {2} Bit</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} skipped.</source>
   <translation>{1} übersprungen.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>strip</source>
   <translation>Streifen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>strips</source>
   <translation>Streifen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>terms</source>
   <translation>Termen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} more</source>
   <translation>{1} weitere</translation>
  </message>
  <message>
   <location filename="model" />
   <source>and {1} more line</source>
   <translation>und {1} weitere Zeile</translation>
  </message>
  <message>
   <location filename="model" />
   <source>and {1} more lines</source>
   <translation>und {1} weitere Zeilen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the process took too much time</source>
   <translation>der Prozess brauchte zu viel Zeit</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the process took too much memory</source>
   <translation>der Prozess brauchte zu viel Speicher</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the disk with the image did not respond</source>
   <translation>der Datenträger mit dem Bild antwortete nicht</translation>
  </message>
  <message>
   <location filename="model" />
   <source>exit code {1}</source>
   <translation>Exit-Code {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>between 0 and 1</source>
   <translation>zwischen 0 und 1</translation>
  </message>
  <message>
   <location filename="model" />
   <source>0 or 1</source>
   <translation>0 oder 1</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} to below {2}</source>
   <translation>{1} bis unter {2}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>observed/expected ratio</source>
   <translation>Verhältnis beobachtet/erwartet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>calibration slope</source>
   <translation>Steigung der Kalibrierung</translation>
  </message>
  <message>
   <location filename="model" />
   <source>one of its pages is damaged</source>
   <translation>eine ihrer Seiten ist beschädigt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the folder of the file is not writable ({1})</source>
   <translation>der Ordner der Datei ist nicht beschreibbar ({1})</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the file system of this disk does not support locks</source>
   <translation>das Dateisystem dieses Datenträgers unterstützt keine Sperren</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the file is write-protected</source>
   <translation>die Datei ist schreibgeschützt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>it was opened for viewing only</source>
   <translation>sie wurde nur zum Ansehen geöffnet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the side of its tiles in px</source>
   <translation>die Seitenlänge ihrer Kacheln in px</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the pixel size of its tiles</source>
   <translation>die Pixelgröße ihrer Kacheln</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the pixel size of the slide</source>
   <translation>die Pixelgröße des Schnitts</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the pixel size of the slide (the file names only a magnification, {1}x)</source>
   <translation>die Pixelgröße des Schnitts (die Datei nennt nur eine Vergrößerung, {1}x)</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Open the picture in another program and save it as 8-bit RGB (PNG or TIFF).</source>
   <translation>Öffnen Sie das Bild in einem anderen Programm, und speichern Sie es als 8-Bit-RGB (PNG oder TIFF).</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1}, no interval: {2}</source>
   <translation>{1}, kein Intervall: {2}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>of the bundle: {1}</source>
   <translation>des Modells: {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>of the clinical sheet</source>
   <translation>der klinischen Tabelle</translation>
  </message>
  <message>
   <location filename="model" />
   <source>survival (Kaplan-Meier, 95 % band)</source>
   <translation>Überleben (Kaplan-Meier, 95-%-Band)</translation>
  </message>
  <message>
   <location filename="model" />
   <source>without the event (Kaplan-Meier, 95 %; other deaths as losses)</source>
   <translation>ohne Ereignis (Kaplan-Meier, 95 %; andere Todesfälle als Verluste)</translation>
  </message>
  <message>
   <location filename="model" />
   <source>fewer than {1} events by the horizon</source>
   <translation>weniger als {1} Ereignisse bis zum Horizont</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the answer {1} of the score sheet</source>
   <translation>die Antwort {1} des Erhebungsbogens</translation>
  </message>
  <message>
   <location filename="model" />
   <source>default model {1}</source>
   <translation>Standardmodell {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>devices allowed: {1}</source>
   <translation>erlaubte Geräte: {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>network off</source>
   <translation>Netzwerk aus</translation>
  </message>
  <message>
   <location filename="model" />
   <source>cache in {1}</source>
   <translation>Cache in {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>update check off</source>
   <translation>Suche nach Aktualisierungen aus</translation>
  </message>
  <message>
   <location filename="model" />
   <source>cached features of images: at most {1} GB</source>
   <translation>Cache der Merkmale von Bildern: höchstens {1} GB</translation>
  </message>
  <message>
   <location filename="model" />
   <source>cached features of cohorts: at most {1} GB</source>
   <translation>Cache der Merkmale von Kohorten: höchstens {1} GB</translation>
  </message>
  <message>
   <location filename="model" />
   <source>SD {1}</source>
   <translation>SD {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>language {1}</source>
   <translation>Sprache {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>name on reports {1}</source>
   <translation>Name auf Berichten {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>study {1} ({2})</source>
   <translation>Studie {1} ({2})</translation>
  </message>
  <message>
   <location filename="model" />
   <source>a loss at the same time as a death counts as later than the death</source>
   <translation>ein Verlust zur Zeit eines Todes zählt als später</translation>
  </message>
  <message>
   <location filename="model" />
   <source>a patient lost at exactly the horizon was alive at the horizon</source>
   <translation>wer genau am Horizont verloren ging, lebte am Horizont</translation>
  </message>
  <message>
   <location filename="model" />
   <source>patients known to be without an event</source>
   <translation>Patienten bekanntermaßen ohne Ereignis</translation>
  </message>
  <message>
   <location filename="model" />
   <source>patients known to be without an event at the horizon</source>
   <translation>Patienten bekanntermaßen ohne Ereignis am Horizont</translation>
  </message>
  <message>
   <location filename="model" />
   <source>patients known to be without the event, judged by all readers</source>
   <translation>von allen Befundern beurteilte Patienten bekanntermaßen ohne Ereignis</translation>
  </message>
  <message>
   <location filename="model" />
   <source>death of another cause</source>
   <translation>Tod aus anderer Ursache</translation>
  </message>
  <message>
   <location filename="model" />
   <source>log-rank p {1}</source>
   <translation>Log-Rank p {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>log-rank: {1}</source>
   <translation>Log-Rank: {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>chi2 {1}, {2} df, p {3}</source>
   <translation>Chi² {1}, {2} FG, p {3}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>all weighted for censoring</source>
   <translation>alle für Zensierung gewichtet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>n {1}, {2} by {3}, {4} without, {5} lost before</source>
   <translation>n {1}, {2} bis zu {3}, {4} ohne, {5} vorher verloren</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the same, with the covariates</source>
   <translation>derselbe, mit den Kovariablen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>paper: {1}</source>
   <translation>Veröffentlichung: {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>SAME DATA</source>
   <translation>DIESELBEN DATEN</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1}: {2} against {3}</source>
   <translation>{1}: {2} gegen {3}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} low, {2} low</source>
   <translation>{1} niedrig, {2} niedrig</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} low, {2} high</source>
   <translation>{1} niedrig, {2} hoch</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} high, {2} low</source>
   <translation>{1} hoch, {2} niedrig</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} high, {2} high</source>
   <translation>{1} hoch, {2} hoch</translation>
  </message>
  <message>
   <location filename="model" />
   <source>it has no outcome</source>
   <translation>ohne bekannten Verlauf</translation>
  </message>
  <message>
   <location filename="model" />
   <source>no usable prediction</source>
   <translation>keine verwendbare Vorhersage</translation>
  </message>
  <message>
   <location filename="model" />
   <source>no locked answer, or not assessable</source>
   <translation>keine abgeschlossene Antwort, oder nicht beurteilbar</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} died of another cause. Every result at the horizon refers to the cumulative incidence of the event (Aalen-Johansen): these patients count as known to be without the event. In hazard ratios, C and log-rank tests, their follow-up ends at their death (cause-specific).</source>
   <translation>Aus anderer Ursache starben: {1}. Jedes Ergebnis am Horizont bezieht sich auf die kumulative Inzidenz des Ereignisses (Aalen-Johansen): Diese Patienten gelten als bekanntermaßen ohne Ereignis. In Hazard Ratios, C und Log-Rank-Tests endet ihre Beobachtung mit ihrem Tod (ursachenspezifisch).</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} differs between the spots of {2}: {3}.</source>
   <translation>{1} unterscheidet sich zwischen den Spots von {2}: {3}.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the mean is taken</source>
   <translation>das Mittel wird genommen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>it is left out for them</source>
   <translation>es wird für sie ausgelassen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>average of readers, blinded</source>
   <translation>Mittel der Befunder, verblindet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>average of readers, informed</source>
   <translation>Mittel der Befunder, informiert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>death of the disease</source>
   <translation>Tod durch die Krankheit</translation>
  </message>
  <message>
   <location filename="model" />
   <source>divided at the median of these patients</source>
   <translation>geteilt am Median dieser Patienten</translation>
  </message>
  <message>
   <location filename="model" />
   <source>cuts as stated</source>
   <translation>Grenzen wie angegeben</translation>
  </message>
  <message>
   <location filename="model" />
   <source>only {1} for {2}: uncertain</source>
   <translation>nur {1} für {2}: unsicher</translation>
  </message>
  <message>
   <location filename="model" />
   <source>The rule was fitted to these same patients: the shares above do not test the rule.</source>
   <translation>Die Regel wurde an denselben Patienten angepasst: Die Anteile oben prüfen die Regel nicht.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is a number that a spreadsheet has rounded: format the column as text, and enter the id again</source>
   <translation>{1} ist eine Zahl, die ein Tabellenprogramm gerundet hat: Formatieren Sie die Spalte als Text, und geben Sie die ID erneut ein</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} contains an invisible character: enter the id again</source>
   <translation>{1} enthält ein unsichtbares Zeichen: Geben Sie die ID erneut ein</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is not a number</source>
   <translation>{1} ist keine Zahl</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is too large for a number</source>
   <translation>{1} ist als Zahl zu groß</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is empty</source>
   <translation>{1} ist leer</translation>
  </message>
  <message>
   <location filename="model" />
   <source>core is empty</source>
   <translation>core ist leer</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} means unknown</source>
   <translation>{1} bedeutet „unbekannt“</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is negative</source>
   <translation>{1} ist negativ</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is more than {2} years: is the time unit right?</source>
   <translation>{1} ist mehr als {2} Jahre: Stimmt die Zeiteinheit?</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is neither 1 (died) nor 0</source>
   <translation>{1} ist weder 1 (gestorben) noch 0</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is empty though the event is 1</source>
   <translation>{1} ist leer, obwohl das Ereignis 1 ist</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is {2} though the event is 0</source>
   <translation>{1} ist {2}, obwohl das Ereignis 0 ist</translation>
  </message>
  <message>
   <location filename="model" />
   <source>there is no image {1}</source>
   <translation>es gibt kein Bild {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the outcome of patient {1} differs from line {2}</source>
   <translation>der Verlauf von Patient {1} weicht von Zeile {2} ab</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the study has another {1} of patient {2}</source>
   <translation>in der Studie hat Patient {2} einen anderen Wert für {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the path {1} is not valid UTF-8; rename it</source>
   <translation>der Pfad {1} ist kein gültiges UTF-8; benennen Sie die Datei oder den Ordner um</translation>
  </message>
  <message>
   <location filename="model" />
   <source>no image's name begins with {1}</source>
   <translation>kein Bildname beginnt mit {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>no row names it</source>
   <translation>keine Zeile nennt das Bild</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the row names no image</source>
   <translation>die Zeile nennt kein Bild</translation>
  </message>
  <message>
   <location filename="model" />
   <source>line {1}, patient {2}</source>
   <translation>Zeile {1}, Patient {2}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Words for unknown count as missing values: {1}.</source>
   <translation>Wörter für „unbekannt“ gelten als fehlende Werte: {1}.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>In R, 1 often means censored and 2 dead; this program reads 1 as the event.</source>
   <translation>In R bedeutet 1 oft zensiert und 2 gestorben; dieses Programm liest 1 als Ereignis.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>No row has {1} in the column {2}.</source>
   <translation>Keine Zeile hat {1} in der Spalte {2}.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>The values of this column are: {1}.</source>
   <translation>Die Werte dieser Spalte sind: {1}.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Write --event {1}=VALUE.</source>
   <translation>Geben Sie --event {1}=VALUE an.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Write --other-cause {1}=VALUE.</source>
   <translation>Geben Sie --other-cause {1}=VALUE an.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is neither blinded nor informed</source>
   <translation>{1} ist weder blinded noch informed</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is not an answer of the score sheet</source>
   <translation>{1} ist keine Antwort des Erhebungsbogens</translation>
  </message>
  <message>
   <location filename="model" />
   <source>it has no answer</source>
   <translation>die Zeile enthält keine Antwort</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is not a time such as 2024-05-31 or 2024-05-31T13:45:00</source>
   <translation>{1} ist kein Zeitpunkt wie 2024-05-31 oder 2024-05-31T13:45:00</translation>
  </message>
  <message>
   <location filename="model" />
   <source>this spot already has a {1} read of {2}, round {3}</source>
   <translation>dieser Spot hat schon eine Befundung ({1}) von {2}, Runde {3}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is not a name such as A-12</source>
   <translation>{1} ist kein Name wie A-12</translation>
  </message>
  <message>
   <location filename="model" />
   <source>core {1} is already in line {2}</source>
   <translation>Stanze {1} steht schon in Zeile {2}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is neither true nor false</source>
   <translation>{1} ist weder true noch false</translation>
  </message>
  <message>
   <location filename="model" />
   <source>there is neither a column {1} nor {2}</source>
   <translation>es gibt weder eine Spalte {1} noch eine Spalte {2}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Required columns: core, and case_id or status.</source>
   <translation>Nötige Spalten: core, und case_id oder status.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>a question has no title</source>
   <translation>eine Frage hat keinen Titel</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is not a valid key: use letters, digits and _ only</source>
   <translation>{1} ist kein gültiger Schlüssel: Verwenden Sie nur Buchstaben, Ziffern und _</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the key {1} is used twice</source>
   <translation>der Schlüssel {1} wird zweimal verwendet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} has {2} choices, not 2 to {3}</source>
   <translation>{1} hat {2} Antworten, erlaubt sind 2 bis {3}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1}: the value of a choice is not a finite number</source>
   <translation>{1}: Der Wert einer Antwort ist keine endliche Zahl</translation>
  </message>
  <message>
   <location filename="model" />
   <source>it has {1} reasons for 'not assessable', not 1 to {2}</source>
   <translation>er hat {1} Gründe für „nicht beurteilbar“, erlaubt sind 1 bis {2}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the read is damaged</source>
   <translation>die Befundung ist beschädigt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>read number {1} is damaged</source>
   <translation>Befundung Nummer {1} ist beschädigt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the packet has no such case</source>
   <translation>das Paket hat diesen Fall nicht</translation>
  </message>
  <message>
   <location filename="model" />
   <source>a row of {1} refers to a row that does not exist</source>
   <translation>eine Zeile von {1} verweist auf eine Zeile, die es nicht gibt</translation>
  </message>
  <message>
   <location filename="model" />
   <source>a value in {1} cannot be read</source>
   <translation>ein Wert in {1} kann nicht gelesen werden</translation>
  </message>
  <message>
   <location filename="model" />
   <source>fault</source>
   <translation>Fehler</translation>
  </message>
  <message>
   <location filename="model" />
   <source>faults</source>
   <translation>Fehler</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is ambiguous: it has a dot between digits in a table with decimal commas</source>
   <translation>{1} ist mehrdeutig: ein Punkt zwischen Ziffern in einer Tabelle mit Dezimalkommas</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is ambiguous: it has a comma between digits in a table with decimal dots</source>
   <translation>{1} ist mehrdeutig: ein Komma zwischen Ziffern in einer Tabelle mit Dezimalpunkten</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is ambiguous: its dot may be the decimal mark or separate thousands</source>
   <translation>{1} ist mehrdeutig: Der Punkt kann das Dezimalzeichen sein oder Tausender trennen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is ambiguous: its comma may be the decimal mark or separate thousands</source>
   <translation>{1} ist mehrdeutig: Das Komma kann das Dezimalzeichen sein oder Tausender trennen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} and {2} in line {3} are the same number written in two ways</source>
   <translation>{1} und {2} in Zeile {3} sind dieselbe Zahl in zwei Schreibweisen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} and {2} of the study are the same number written in two ways</source>
   <translation>{1} und {2} der Studie sind dieselbe Zahl in zwei Schreibweisen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is neither disease nor other</source>
   <translation>{1} ist weder disease noch other</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is neither present nor missing</source>
   <translation>{1} ist weder present noch missing</translation>
  </message>
  <message>
   <location filename="model" />
   <source>The column {1} has values whose meaning is not stated: {2}; all its values: {3}.</source>
   <translation>Die Spalte {1} hat Werte, deren Bedeutung nicht angegeben ist: {2}; alle Werte der Spalte: {3}.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>core {1} of {2} belongs to line {3} (patient {4}) already</source>
   <translation>Stanze {1} von {2} gehört schon zu Zeile {3} (Patient {4})</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the image {1} belongs to line {2} (patient {3}) already</source>
   <translation>das Bild {1} gehört schon zu Zeile {2} (Patient {3})</translation>
  </message>
  <message>
   <location filename="model" />
   <source>core {1} of {2} is marked as missing on the slide</source>
   <translation>Stanze {1} von {2} ist auf dem Schnitt als fehlend markiert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the position of core {1} of {2} is not known; find the cores of the slide first</source>
   <translation>die Position von Stanze {1} von {2} ist nicht bekannt; suchen Sie zuerst die Stanzen des Schnitts</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} has the same content as an image of patient {2}</source>
   <translation>{1} hat denselben Inhalt wie ein Bild von Patient {2}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} images are called {2}</source>
   <translation>{1} Bilder heißen {2}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>no image's name begins with {1}; {2} differs only in leading zeros, which are part of an id</source>
   <translation>kein Bildname beginnt mit {1}; {2} unterscheidet sich nur durch führende Nullen, die zur ID gehören</translation>
  </message>
  <message>
   <location filename="model" />
   <source>1 row has no outcome, because the time or the event is a word for unknown: lines {1}.</source>
   <translation>1 Zeile hat keinen Verlauf, weil Zeit oder Ereignis ein Wort für „unbekannt“ ist: Zeile {1}.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} rows have no outcome, because the time or the event is a word for unknown: lines {2}.</source>
   <translation>{1} Zeilen haben keinen Verlauf, weil Zeit oder Ereignis ein Wort für „unbekannt“ ist: Zeilen {2}.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} names {2} spots of the study instead of one</source>
   <translation>{1} bezeichnet {2} Spots der Studie statt eines einzigen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} names no spots of the study instead of one</source>
   <translation>{1} bezeichnet keinen Spot der Studie</translation>
  </message>
  <message>
   <location filename="model" />
   <source>nothing names no spots of the study instead of one</source>
   <translation>die Zeile nennt weder Bild noch Patient</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is not the number of a round</source>
   <translation>{1} ist keine Rundennummer</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is not a time</source>
   <translation>{1} ist keine Zeitangabe</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is not a position</source>
   <translation>{1} ist keine Position</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is not a radius</source>
   <translation>{1} ist kein Radius</translation>
  </message>
  <message>
   <location filename="model" />
   <source>1 read was imported.</source>
   <translation>1 Befundung wurde importiert.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} reads were imported.</source>
   <translation>{1} Befundungen wurden importiert.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>1 read was locked before the packet was made, or later than now: the clock of the reader's computer is wrong. Times are kept as they are.</source>
   <translation>1 Befundung wurde vor dem Erstellen des Pakets oder später als jetzt abgeschlossen: Die Uhr am Computer des Befunders geht falsch. Die Zeiten bleiben, wie sie sind.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} reads were locked before the packet was made, or later than now: the clock of the reader's computer is wrong. Times are kept as they are.</source>
   <translation>{1} Befundungen wurden vor dem Erstellen des Pakets oder später als jetzt abgeschlossen: Die Uhr am Computer des Befunders geht falsch. Die Zeiten bleiben, wie sie sind.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>This is an older copy of the packet: {1} of its reads were returned earlier.</source>
   <translation>Dies ist eine ältere Kopie des Pakets: {1} seiner Befundungen kamen schon früher zurück.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>case {1}: locked in the study at {2}, in the packet at {3}; the study keeps its own read: {4}</source>
   <translation>Fall {1}: in der Studie abgeschlossen am {2}, im Paket am {3}; die Studie behält die eigene Befundung: {4}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is {2} in the study, {3} in the packet</source>
   <translation>{1} ist {2} in der Studie, {3} im Paket</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the answers are the same</source>
   <translation>die Antworten sind gleich</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1}: the same label is used twice</source>
   <translation>{1}: Dieselbe Beschriftung wird zweimal verwendet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1}: the same value is used twice</source>
   <translation>{1}: Derselbe Wert wird zweimal verwendet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>a value in {1} is of another kind</source>
   <translation>ein Wert in {1} ist von falscher Art</translation>
  </message>
  <message>
   <location filename="model" />
   <source>a value in {1} is not a finite number</source>
   <translation>ein Wert in {1} ist keine endliche Zahl</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Core {1} of the core map: not on the slide.</source>
   <translation>Stanze {1} aus dem Stanzenplan: nicht auf dem Schnitt.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Cores {1} of the core map: not on the slide.</source>
   <translation>Stanzen {1} aus dem Stanzenplan: nicht auf dem Schnitt.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Core {1} on the slide: not in the core map.</source>
   <translation>Stanze {1} auf dem Schnitt: nicht im Stanzenplan.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Cores {1} on the slide: not in the core map.</source>
   <translation>Stanzen {1} auf dem Schnitt: nicht im Stanzenplan.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Core {1}: missing according to the core map, but tissue was found there.</source>
   <translation>Stanze {1}: fehlt laut Stanzenplan, aber dort wurde Gewebe gefunden.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Cores {1}: missing according to the core map, but tissue was found there.</source>
   <translation>Stanzen {1}: fehlen laut Stanzenplan, aber dort wurde Gewebe gefunden.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Core {1}: present according to the core map, but no tissue was found there.</source>
   <translation>Stanze {1}: laut Stanzenplan vorhanden, aber dort wurde kein Gewebe gefunden.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Cores {1}: present according to the core map, but no tissue was found there.</source>
   <translation>Stanzen {1}: laut Stanzenplan vorhanden, aber dort wurde kein Gewebe gefunden.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>database disk image is malformed</source>
   <translation>ihre Datenbankstruktur ist fehlerhaft</translation>
  </message>
  <message>
   <location filename="model" />
   <source>file is not a database</source>
   <translation>die Datei ist keine Datenbank</translation>
  </message>
  <message>
   <location filename="model" />
   <source>patient known to be without an event</source>
   <translation>Patient bekanntermaßen ohne Ereignis</translation>
  </message>
  <message>
   <location filename="model" />
   <source>patient known to be without an event at the horizon</source>
   <translation>Patient bekanntermaßen ohne Ereignis am Horizont</translation>
  </message>
  <message>
   <location filename="model" />
   <source>median of the training set</source>
   <translation>Median des Trainingssatzes</translation>
  </message>
  <message>
   <location filename="model" />
   <source>disk I/O error</source>
   <translation>Ein-/Ausgabefehler des Datenträgers</translation>
  </message>
  <message>
   <location filename="model" />
   <source>there is no column for the patient</source>
   <translation>es gibt keine Spalte für den Patienten</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} cannot be read (with {2}: {3}).</source>
   <translation>{1} kann nicht gelesen werden (mit {2}: {3}).</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} was changed after it was made, or is damaged: {2}</source>
   <translation>{1} wurde nach dem Erstellen geändert oder ist beschädigt: {2}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} contains no pixels. The folder {2} beside it should contain them, but is incomplete.</source>
   <translation>{1} enthält keine Pixel. Der Ordner {2} daneben sollte sie enthalten, ist aber unvollständig.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} contains no pixels. The folder {2} beside it should contain them, but is missing.</source>
   <translation>{1} enthält keine Pixel. Der Ordner {2} daneben sollte sie enthalten, fehlt aber.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>1 annotation has {1} parts; each part became a region.</source>
   <translation>1 Annotation hat {1} Teile; jeder Teil wurde zu einem Bereich.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} annotations have {2} parts; each part became a region.</source>
   <translation>{1} Annotationen haben {2} Teile; jeder Teil wurde zu einem Bereich.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>1 missing core lies outside the slide.</source>
   <translation>1 fehlende Stanze liegt außerhalb des Schnitts.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} missing cores lie outside the slide.</source>
   <translation>{1} fehlende Stanzen liegen außerhalb des Schnitts.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Left out: {1}.</source>
   <translation>Ausgelassen: {1}.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1}, round {2}: {3} added{4}{5}{6}</source>
   <translation>{1}, Runde {2}: {3} hinzugefügt{4}{5}{6}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>, {1} were returned earlier</source>
   <translation>, {1} schon früher zurückgegeben</translation>
  </message>
  <message>
   <location filename="model" />
   <source>, {1} are not locked yet</source>
   <translation>, {1} noch nicht abgeschlossen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>; receipt {1}</source>
   <translation>; Quittung {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>1 read</source>
   <translation>1 Befundung</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} reads</source>
   <translation>{1} Befundungen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>1 read was</source>
   <translation>1 Befundung wurde</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} reads were</source>
   <translation>{1} Befundungen wurden</translation>
  </message>
  <message>
   <location filename="model" />
   <source>1 case</source>
   <translation>1 Fall</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} cases</source>
   <translation>{1} Fälle</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} locked before the packet was made, or later than now: the clock of the reader's computer is wrong. Times are kept as they are.</source>
   <translation>{1} abgeschlossen, bevor das Befundpaket entstand, oder später als jetzt: Die Uhr des Befunder-Computers geht falsch. Die Zeiten bleiben, wie sie sind.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the question {1} has another text or other answers now</source>
   <translation>die Frage {1} hat jetzt einen anderen Text oder andere Antworten</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is not in the study's sheet</source>
   <translation>{1} ist nicht im Bogen der Studie</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} is not in the packet's sheet</source>
   <translation>{1} ist nicht im Bogen des Befundpakets</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the order of the questions or the reasons differ</source>
   <translation>die Reihenfolge der Fragen oder die Gründe sind verschieden</translation>
  </message>
  <message>
   <location filename="model" />
   <source>the answers are the same, but the times differ</source>
   <translation>die Antworten sind gleich, aber die Zeiten sind verschieden</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Showing what the program does. No clinical meaning. Research use only.</source>
   <translation>Zeigt, was das Programm kann. Ohne klinische Bedeutung. Nur für Forschungszwecke.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>A demonstration. Trained on synthetic tissue with simulated outcomes: its numbers have no clinical meaning for any image, real or synthetic. The backbone's weights are random, not ImageNet's.</source>
   <translation>Eine Demonstration. Trainiert an synthetischem Gewebe mit simulierten Verläufen: Die Zahlen haben für kein Bild, echt oder synthetisch, eine klinische Bedeutung. Die Gewichte des Backbones sind zufällig, nicht die von ImageNet.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>A demonstration. Trained on synthetic tissue with simulated outcomes: its numbers have no clinical meaning for any image, real or synthetic. The backbone's weights are random, not ImageNet's. Uncalibrated.</source>
   <translation>Eine Demonstration. Trainiert an synthetischem Gewebe mit simulierten Verläufen: Die Zahlen haben für kein Bild, echt oder synthetisch, eine klinische Bedeutung. Die Gewichte des Backbones sind zufällig, nicht die von ImageNet. Nicht kalibriert.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} synthetic tissue spots drawn by this program from seed {2}, with outcomes simulated from a stated risk function of their composition (poorly differentiated glands and necrosis raise the hazard, lymphocytes and well-formed glands lower it). No patient, no real tissue.</source>
   <translation>{1} synthetische Gewebespots, von diesem Programm aus Seed {2} gezeichnet; die Verläufe wurden aus einer angegebenen Risikofunktion ihrer Zusammensetzung simuliert (schlecht differenzierte Drüsen und Nekrose erhöhen das Hazard, Lymphozyten und gut geformte Drüsen senken es). Kein Patient, kein echtes Gewebe.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Research use only. Not for diagnosis, prognosis or treatment of any person.</source>
   <translation>Nur für Forschungszwecke. Nicht für Diagnose, Prognose oder Behandlung von Personen.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>Tested on held-out patients of the same cohort only.</source>
   <translation>Nur an zurückgehaltenen Patienten derselben Kohorte geprüft.</translation>
  </message>
  <message>
   <location filename="model" />
   <source>alive 5 years after diagnosis</source>
   <translation>am Leben 5 Jahre nach der Diagnose</translation>
  </message>
  <message>
   <location filename="model" />
   <source>alive 5 years after diagnosis (simulated)</source>
   <translation>am Leben 5 Jahre nach der Diagnose (simuliert)</translation>
  </message>
  <message>
   <location filename="model" />
   <source>1: alive at 5 years; 0: died of the disease within 5 years</source>
   <translation>1: nach 5 Jahren am Leben; 0: innerhalb von 5 Jahren an der Krankheit gestorben</translation>
  </message>
  <message>
   <location filename="model" />
   <source>lost earlier: left out</source>
   <translation>früher verloren: ausgelassen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>lost earlier: used as long as they were followed</source>
   <translation>früher verloren: verwendet, solange sie beobachtet wurden</translation>
  </message>
  <message>
   <location filename="model" />
   <source>lost earlier: represented by the weights of the others</source>
   <translation>früher verloren: durch die Gewichte der anderen vertreten</translation>
  </message>
  <message>
   <location filename="model" />
   <source>patients of another hospital, and another scanner, stain or sectioning of the same blocks</source>
   <translation>Patienten eines anderen Krankenhauses; andere Scanner, Färbungen oder Schnitte derselben Blöcke</translation>
  </message>
  <message>
   <location filename="model" />
   <source>whole slides, and regions other than the spots of the cohort</source>
   <translation>ganze Schnitte und andere Bereiche als die Spots der Kohorte</translation>
  </message>
  <message>
   <location filename="model" />
   <source>kinds of tissue that are not in the cohort</source>
   <translation>Gewebearten, die nicht in der Kohorte sind</translation>
  </message>
  <message>
   <location filename="model" />
   <source>whether the probability improves any decision</source>
   <translation>ob die Wahrscheinlichkeit irgendeine Entscheidung verbessert</translation>
  </message>
  <message>
   <location filename="model" />
   <source>patients of another hospital, scanner, stain or cutting of the same blocks</source>
   <translation>Patienten eines anderen Krankenhauses; andere Scanner, Färbungen oder Schnitte derselben Blöcke</translation>
  </message>
  <message>
   <location filename="model" />
   <source>whole slides and places in them other than the spots of the cohort</source>
   <translation>ganze Schnitte und andere Stellen in ihnen als die Spots der Kohorte</translation>
  </message>
  <message>
   <location filename="model" />
   <source>tissue other than that of the cohort</source>
   <translation>anderes Gewebe als das der Kohorte</translation>
  </message>
  <message>
   <location filename="model" />
   <source>whether knowing the probability helps anybody to decide anything</source>
   <translation>ob die Kenntnis der Wahrscheinlichkeit bei irgendeiner Entscheidung hilft</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} flips and rotations</source>
   <translation>{1} Spiegelungen und Drehungen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} random orders</source>
   <translation>{1} zufällige Reihenfolgen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>{1} balanced orders</source>
   <translation>{1} ausgewogene Reihenfolgen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>drawn by this program from seed {1}</source>
   <translation>von diesem Programm aus Seed {1} gezeichnet</translation>
  </message>
  <message>
   <location filename="model" />
   <source>random</source>
   <translation>zufällig</translation>
  </message>
  <message>
   <location filename="model" />
   <source>balanced</source>
   <translation>ausgewogen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>random numbers</source>
   <translation>Zufallszahlen</translation>
  </message>
  <message>
   <location filename="model" />
   <source>1: alive at 5 years</source>
   <translation>1: nach 5 Jahren am Leben</translation>
  </message>
  <message>
   <location filename="model" />
   <source>0: died of the disease within 5 years</source>
   <translation>0: innerhalb von 5 Jahren an der Krankheit gestorben</translation>
  </message>
  <message>
   <location filename="model" />
   <source>0: died of the disease within 5 years (a death at exactly the horizon counts as an event)</source>
   <translation>0: innerhalb von 5 Jahren an der Krankheit gestorben (ein Tod genau am Horizont zählt als Ereignis)</translation>
  </message>
  <message>
   <location filename="model" />
   <source>harmful {1}</source>
   <translation>schädliche {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>protective {1}</source>
   <translation>schützende {1}</translation>
  </message>
  <message>
   <location filename="model" />
   <source>sites</source>
   <translation>Standorte</translation>
  </message>
  <message>
   <location filename="model" />
   <source>scanner</source>
   <translation>Scanner</translation>
  </message>
  <message>
   <location filename="model" />
   <source>lost before 5 years</source>
   <translation>vor 5 Jahren verloren</translation>
  </message>
  <message>
   <location filename="model" />
   <source>test</source>
   <translation>Test</translation>
  </message>
  <message>
   <location filename="model" />
   <source>validation</source>
   <translation>Validierung</translation>
  </message>
 </context>
</TS>
