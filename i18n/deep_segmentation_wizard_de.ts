<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>DeepSegmentationWizard</name>
    <message>
        <location filename="../main_plugin.py"/>
        <location filename="../ui/closing.py"/>
        <location filename="../ui/dock.py"/>
        <location filename="../processing_provider/provider.py"/>
        <source>Deep Segmentation Wizard</source>
        <translation>Deep Segmentation Wizard</translation>
    </message>
    <message>
        <location filename="../main_plugin.py"/>
        <source>Train a network on your own polygons and map whole rasters with it</source>
        <translation>Ein Netz mit eigenen Polygonen trainieren und damit ganze Raster kartieren</translation>
    </message>
    <message>
        <location filename="../main_plugin.py"/>
        <source>Guide to the Deep Segmentation Wizard</source>
        <translation>Anleitung zum Deep Segmentation Wizard</translation>
    </message>
    <message>
        <location filename="../ui/closing.py"/>
        <source>A run is still at work.</source>
        <translation>Ein Lauf ist noch in Arbeit.</translation>
    </message>
    <message>
        <location filename="../ui/closing.py"/>
        <source>Stop it: what is finished is kept, and you can go on from there next time.
Keep it running: it works on without QGIS; open its run folder next time to see how far it is.</source>
        <translation>Anhalten: Was fertig ist, bleibt erhalten, und Sie können beim nächsten Mal dort weitermachen.
Weiterlaufen lassen: Er arbeitet ohne QGIS weiter; öffnen Sie beim nächsten Mal seinen Ordner, um zu sehen, wie weit er ist.</translation>
    </message>
    <message>
        <location filename="../ui/closing.py"/>
        <source>&amp;Stop the run</source>
        <translation>Lauf &amp;anhalten</translation>
    </message>
    <message>
        <location filename="../ui/closing.py"/>
        <source>&amp;Keep it running</source>
        <translation>&amp;Weiterlaufen lassen</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>The run “{}” of this project is still at work.</source>
        <translation>Der Lauf „{}“ dieses Projekts ist noch in Arbeit.</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>This project has the finished run “{}”.</source>
        <translation>Zu diesem Projekt gehört der fertige Lauf „{}“.</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>The run “{}” of this project is not finished.</source>
        <translation>Der Lauf „{}“ dieses Projekts ist nicht fertig.</translation>
    </message>
    <message>
        <location filename="../ui/dock.py"/>
        <source>Open it</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <location filename="../ui/engine_client.py"/>
        <source>The computing part of the wizard ended unexpectedly (exit status {}).</source>
        <translation>Der rechnende Teil des Assistenten hat sich unerwartet beendet (Exit-Status {}).</translation>
    </message>
    <message>
        <location filename="../ui/frame.py"/>
        <source>&amp;Back</source>
        <translation>&amp;Zurück</translation>
    </message>
    <message>
        <location filename="../ui/frame.py"/>
        <source>Help</source>
        <translation>Hilfe</translation>
    </message>
    <message>
        <location filename="../ui/frame.py"/>
        <source>What can be chosen on this page, and when (F1)</source>
        <translation>Was man auf dieser Seite wählen kann, und wann (F1)</translation>
    </message>
    <message>
        <location filename="../ui/frame.py"/>
        <source>Settings: which Python computes, and whether it has all that is needed</source>
        <translation>Einstellungen: welches Python rechnet und ob es alles hat, was nötig ist</translation>
    </message>
    <message>
        <location filename="../ui/frame.py"/>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <location filename="../ui/help_window.py"/>
        <source>Deep Segmentation Wizard: guide</source>
        <translation>Deep Segmentation Wizard: Anleitung</translation>
    </message>
    <message>
        <location filename="../ui/help_window.py"/>
        <source>Chapter</source>
        <translation>Kapitel</translation>
    </message>
    <message>
        <location filename="../ui/help_window.py"/>
        <source>Contents</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <location filename="../ui/help_window.py"/>
        <source>Back (Alt+Left)</source>
        <translation>Zurück (Alt+Links)</translation>
    </message>
    <message>
        <location filename="../ui/help_window.py"/>
        <source>Forward (Alt+Right)</source>
        <translation>Vorwärts (Alt+Rechts)</translation>
    </message>
    <message>
        <location filename="../ui/notice.py"/>
        <source>Close this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
    <message>
        <location filename="../ui/notice.py"/>
        <source>Details…</source>
        <translation>Details…</translation>
    </message>
    <message>
        <location filename="../ui/notice.py"/>
        <location filename="../wizard_pages/install_options.py"/>
        <location filename="../wizard_pages/training_progress.py"/>
        <source>Details</source>
        <translation>Details</translation>
    </message>
    <message>
        <location filename="../ui/notice.py"/>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <location filename="../ui/run_controller.py"/>
        <source>A run is at work already.</source>
        <translation>Ein Lauf ist bereits in Arbeit.</translation>
    </message>
    <message>
        <location filename="../ui/run_controller.py"/>
        <location filename="../ui/session.py"/>
        <source>Wait until it has finished, or cancel it first.</source>
        <translation>Warten Sie, bis er fertig ist, oder brechen Sie ihn vorher ab.</translation>
    </message>
    <message>
        <location filename="../ui/run_controller.py"/>
        <source>The computing part of the wizard is not set up yet.</source>
        <translation>Der rechnende Teil des Assistenten ist noch nicht eingerichtet.</translation>
    </message>
    <message>
        <location filename="../ui/run_controller.py"/>
        <source>Open the wizard&apos;s first page, which tells what is missing.</source>
        <translation>Öffnen Sie die erste Seite des Assistenten; dort steht, was fehlt.</translation>
    </message>
    <message>
        <location filename="../ui/run_controller.py"/>
        <source>Exit status: {}</source>
        <translation>Exit-Status: {}</translation>
    </message>
    <message>
        <location filename="../ui/run_controller.py"/>
        <source>(no output)</source>
        <translation>(keine Ausgabe)</translation>
    </message>
    <message>
        <location filename="../ui/run_controller.py"/>
        <source>The computing part of the wizard could not be started.</source>
        <translation>Der rechnende Teil des Assistenten konnte nicht gestartet werden.</translation>
    </message>
    <message>
        <location filename="../ui/run_controller.py"/>
        <source>Check on the wizard&apos;s first page which Python it uses.</source>
        <translation>Prüfen Sie auf der ersten Seite des Assistenten, welches Python er verwendet.</translation>
    </message>
    <message>
        <location filename="../ui/run_controller.py"/>
        <source>The run does not answer; it may still be at work.</source>
        <translation>Der Lauf antwortet nicht; vielleicht ist er noch in Arbeit.</translation>
    </message>
    <message>
        <location filename="../ui/run_controller.py"/>
        <source>End the Python process that works on it, then go on with Resume.</source>
        <translation>Beenden Sie den Python-Prozess, der daran arbeitet, und machen Sie dann mit „Fortsetzen“ weiter.</translation>
    </message>
    <message>
        <location filename="../ui/run_controller.py"/>
        <source>The computation ended unexpectedly (exit status {}).</source>
        <translation>Die Berechnung hat sich unerwartet beendet (Exit-Status {}).</translation>
    </message>
    <message>
        <location filename="../ui/run_controller.py"/>
        <source>What was finished is kept: start again to go on from there. If it happens again, close other programs, or use smaller batches, because the memory may be too small.</source>
        <translation>Was fertig war, bleibt erhalten: Starten Sie erneut, um dort weiterzumachen. Geschieht es wieder, schließen Sie andere Programme oder verwenden Sie kleinere Batches; vielleicht reicht der Arbeitsspeicher nicht.</translation>
    </message>
    <message>
        <location filename="../ui/run_follower.py"/>
        <source>The run cannot be asked: {} cannot be written ({}).</source>
        <translation>Der Lauf kann nicht angesprochen werden: {} kann nicht geschrieben werden ({}).</translation>
    </message>
    <message>
        <location filename="../ui/run_follower.py"/>
        <source>Check the free space and your rights on that folder.</source>
        <translation>Prüfen Sie den freien Platz und Ihre Rechte für diesen Ordner.</translation>
    </message>
    <message>
        <location filename="../ui/session.py"/>
        <source>A run is at work.</source>
        <translation>Ein Lauf ist in Arbeit.</translation>
    </message>
    <message>
        <location filename="../ui/session.py"/>
        <source>Segmentation: {}</source>
        <translation>Segmentierung: {}</translation>
    </message>
    <message>
        <location filename="../ui/session.py"/>
        <source>The run folder {} holds a run with other settings.</source>
        <translation>Der Ordner {} enthält einen Lauf mit anderen Einstellungen.</translation>
    </message>
    <message>
        <location filename="../ui/session.py"/>
        <source>Choose a new run folder on the first page; the earlier run stays as it is.</source>
        <translation>Wählen Sie auf der ersten Seite einen neuen Ordner; der frühere Lauf bleibt, wie er ist.</translation>
    </message>
    <message>
        <location filename="../ui/status_item.py"/>
        <source>Starting</source>
        <translation>Start</translation>
    </message>
    <message>
        <location filename="../ui/status_item.py"/>
        <source>{}. Click to open the Deep Segmentation Wizard.</source>
        <translation>{}. Klicken, um den Deep Segmentation Wizard zu öffnen.</translation>
    </message>
    <message>
        <location filename="../ui/steps.py"/>
        <source>The run folder holds a run with other settings. To train with these, choose a new folder on the first page.</source>
        <translation>Der Ordner enthält einen Lauf mit anderen Einstellungen. Um mit diesen zu trainieren, wählen Sie auf der ersten Seite einen neuen Ordner.</translation>
    </message>
    <message>
        <location filename="../ui/steps.py"/>
        <source>The next step compares the trained models: it opens when the training is done.</source>
        <translation>Der nächste Schritt vergleicht die trainierten Modelle: Er öffnet sich, wenn das Training fertig ist.</translation>
    </message>
    <message>
        <location filename="../ui/steps.py"/>
        <source>The next step shows the map: it opens when a raster has been mapped.</source>
        <translation>Der nächste Schritt zeigt die Karte: Er öffnet sich, wenn ein Raster kartiert ist.</translation>
    </message>
    <message>
        <location filename="../ui/wizard.py"/>
        <source>&amp;Next</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Learning</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>What counts as an error</source>
        <translation>Was als Fehler zählt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Keeping and stopping</source>
        <translation>Behalten und Anhalten</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Computer and chance</source>
        <translation>Rechner und Zufall</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>&amp;Levels (depth)</source>
        <translation>&amp;Ebenen (Tiefe)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>How often the network halves the image to see the wider surroundings. 4 suits most; more for large objects, fewer for chips below 100 pixels.</source>
        <translation>Wie oft das Netz das Bild halbiert, um die weitere Umgebung zu sehen. 4 passt meistens; mehr für große Objekte, weniger für Chips unter 100 Pixeln.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Width (&amp;channels)</source>
        <translation>Breite (&amp;Filter)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>How many patterns the network can tell apart. 16 is quick; 32 learns finer differences from much training data, and takes about four times as long.</source>
        <translation>Wie viele Muster das Netz unterscheiden kann. 16 ist schnell; 32 lernt aus vielen Trainingsdaten feinere Unterschiede und braucht etwa viermal so lange.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Over all chips of a step</source>
        <translation>Alle Chips des Schritts</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Over each chip alone</source>
        <translation>Jeder Chip für sich</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>None</source>
        <translation>Keine</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Normalization</source>
        <translation>Normalisierung</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Keeps the numbers inside the network within bounds. Over each chip alone is better where only 1 to 4 chips fit into a step.</source>
        <translation>Hält die Zahlen im Netz in Grenzen. „Jeder Chip für sich“ ist besser, wo nur 1 bis 4 Chips in einen Schritt passen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Dropout</source>
        <translation>Dropout</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Share of the patterns that are hidden by chance while learning. 0.1 to 0.3 helps when training gets better and better but validation does not.</source>
        <translation>Anteil der Muster, die beim Lernen zufällig verdeckt werden. 0,1 bis 0,3 hilft, wenn das Training immer besser wird, die Validierung aber nicht.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Learned</source>
        <translation>Gelernt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Smooth (bilinear)</source>
        <translation>Glatt (bilinear)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Way back up</source>
        <translation>Rückweg</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>How the network gets back to full resolution. Smooth avoids a chequered look.</source>
        <translation>Wie das Netz zur vollen Auflösung zurückkommt. Glatt vermeidet ein Schachbrettmuster.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Nothing (zeros)</source>
        <translation>Nichts (Nullen)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Its mirror image</source>
        <translation>Sein Spiegelbild</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Its last row</source>
        <translation>Seine letzte Zeile</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Beyond a chip&apos;s edge</source>
        <translation>Jenseits des Chips</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>What the network assumes around a chip. It hardly matters, as overlapping windows hide the edges.</source>
        <translation>Was das Netz rund um einen Chip annimmt. Es macht kaum etwas aus, da überlappende Fenster die Ränder verdecken.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Model to start from</source>
        <translation>Modell, mit dem begonnen wird</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Start from</source>
        <translation>Beginnen mit</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>A model file (model.safetensors) whose knowledge training begins with; levels, width and the like are then the model&apos;s. Bands and classes that it does not know begin anew. Use a tenth of the usual learning rate to keep more of what it knows.</source>
        <translation>Eine Modelldatei (model.safetensors), mit deren Wissen das Training beginnt; Ebenen, Breite und Ähnliches sind dann die des Modells. Kanäle und Klassen, die es nicht kennt, beginnen neu. Mit einem Zehntel der üblichen Lernrate bleibt mehr von seinem Wissen erhalten.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Found by trying</source>
        <translation>Durch Probieren</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Chips per step (&amp;batch size)</source>
        <translation>Chips je Schritt (&amp;Batch)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>How many chips are looked at before the network is corrected. Halve it when the memory does not suffice; below 1 it is found by trying.</source>
        <translation>Wie viele Chips betrachtet werden, bevor das Netz korrigiert wird. Halbieren Sie die Zahl, wenn der Speicher nicht reicht; unter 1 wird sie durch Probieren gefunden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Steps taken together</source>
        <translation>Schritte gemeinsam</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>So many steps make one correction: like more chips per step, without more memory.</source>
        <translation>So viele Schritte ergeben eine Korrektur: wie mehr Chips je Schritt, ohne mehr Speicher.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Optimizer</source>
        <translation>Optimierer</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>How corrections are made. AdamW suits nearly always; SGD needs a learning rate about 50 times as high.</source>
        <translation>Wie korrigiert wird. AdamW passt fast immer; SGD braucht eine etwa 50-mal so hohe Lernrate.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Momentum</source>
        <translation>Momentum</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>How much of a correction goes on in the next one.</source>
        <translation>Wie viel von einer Korrektur in der nächsten weiterwirkt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Learning &amp;rate</source>
        <translation>Lern&amp;rate</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>How large each correction is at most. Halve it when the loss jumps up and down. At 0 it is found by trying, which takes 60 steps.</source>
        <translation>Wie groß jede Korrektur höchstens ist. Halbieren Sie sie, wenn der Verlust auf und ab springt. Bei 0 wird sie durch Probieren gefunden, was 60 Schritte dauert.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>One cycle</source>
        <translation>Ein Zyklus</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Cosine</source>
        <translation>Kosinus</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Plateau</source>
        <translation>Plateau</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Constant</source>
        <translation>Konstant</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Rate in time</source>
        <translation>Verlauf der Rate</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>How the learning rate changes. One cycle goes up and down again and gets the most out of a given time; cosine only goes down; plateau goes down when validation gets no better, which suits training that is to stop by itself.</source>
        <translation>Wie sich die Lernrate ändert. Ein Zyklus steigt und fällt wieder und holt aus einer gegebenen Zeit das meiste heraus; Kosinus fällt nur; Plateau fällt, wenn die Validierung nicht besser wird, was zu einem Training passt, das von selbst enden soll.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>&amp;Weight decay</source>
        <translation>&amp;Gewichtsabnahme</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Keeps the network simple. Raise it a little when training gets better and better but validation does not.</source>
        <translation>Hält das Netz einfach. Etwas erhöhen, wenn das Training immer besser wird, die Validierung aber nicht.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Not limited</source>
        <translation>Unbegrenzt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Largest correction</source>
        <translation>Größte Korrektur</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Limits single corrections (the norm of the gradient). 1 helps when the loss leaps.</source>
        <translation>Begrenzt einzelne Korrekturen (die Norm des Gradienten). 1 hilft, wenn der Verlust springt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Average of weights</source>
        <translation>Mittel der Gewichte</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Keeps a moving average of the network, which wavers less: 0.99 for short trainings, 0.999 for long ones.</source>
        <translation>Behält einen gleitenden Mittelwert des Netzes, der weniger schwankt: 0,99 für kurze, 0,999 für lange Trainings.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>CE + Dice</source>
        <translation>CE + Dice</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Cross-entropy</source>
        <translation>Kreuzentropie</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Dice (overlap)</source>
        <translation>Dice (Überlappung)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Focal (hard pixels)</source>
        <translation>Focal (schwere Pixel)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Tversky</source>
        <translation>Tversky</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>What training makes small. CE + Dice, right pixels and right overlap, suits most; focal turns to pixels that are still wrong; Tversky where missing something is worse than a false alarm, or the other way round.</source>
        <translation>Was das Training klein macht. CE + Dice, richtige Pixel und richtige Überlappung, passt meistens; Focal wendet sich den noch falschen Pixeln zu; Tversky, wo Übersehen schlimmer ist als Fehlalarm oder umgekehrt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Focus</source>
        <translation>Fokus</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>How little pixels count that are right already. 2 is usual; 0 is no focus.</source>
        <translation>Wie wenig Pixel zählen, die schon richtig sind. 2 ist üblich; 0 ist kein Fokus.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Weight of what is missed</source>
        <translation>Gewicht des Übersehenen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>0.5 counts missed pixels and false alarms alike; above it, missed ones count more.</source>
        <translation>0,5 zählt übersehene Pixel und Fehlalarme gleich; darüber zählen übersehene mehr.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>All alike</source>
        <translation>Alle gleich</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>The rarer, the more</source>
        <translation>Je seltener, desto mehr</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Own weights</source>
        <translation>Eigene Gewichte</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Classes count</source>
        <translation>Klassen zählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>The rarer, the more finds more of rare classes, with more false alarms.</source>
        <translation>„Je seltener, desto mehr“ findet mehr von seltenen Klassen, mit mehr Fehlalarmen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Checkpoints &amp;kept</source>
        <translation>Behaltene &amp;Checkpoints</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>How many stages of the training stay as candidates for the model: the best ones, and the last. Each takes some space on the disk.</source>
        <translation>Wie viele Stände des Trainings als Kandidaten für das Modell bleiben: die besten und der letzte. Jeder braucht etwas Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>A candidate every … epochs</source>
        <translation>Kandidat alle … Epochen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Besides these only the best and the last epoch are candidates. Training can be resumed from every epoch all the same.</source>
        <translation>Außer diesen sind nur die beste und die letzte Epoche Kandidaten. Fortgesetzt werden kann das Training trotzdem von jeder Epoche.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Never</source>
        <translation>Nie</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Stop by itself after</source>
        <translation>Von selbst enden nach</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Epochs without a better validation after which training ends.</source>
        <translation>Epochen ohne bessere Validierung, nach denen das Training endet.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>IoU (overlap)</source>
        <translation>IoU (Überlappung)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <location filename="../wizard_pages/selection_page.py"/>
        <location filename="../wizard_pages/selection_tables.py"/>
        <location filename="../processing_provider/evaluate.py"/>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <location filename="../wizard_pages/selection_page.py"/>
        <location filename="../wizard_pages/selection_tables.py"/>
        <location filename="../processing_provider/evaluate.py"/>
        <source>Accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Better by</source>
        <translation>Besser nach</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>The figure on the validation chips that has to get better.</source>
        <translation>Die Kennzahl auf den Validierungs-Chips, die besser werden muss.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>C&amp;ompute on</source>
        <translation>Rechnen &amp;auf</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Automatic takes the graphics card if there is one that works, else the processor.</source>
        <translation>Automatisch nimmt die Grafikkarte, wenn eine funktioniert, sonst den Prozessor.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <location filename="../wizard_pages/advanced_settings.py"/>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Exact (float32)</source>
        <translation>Genau (float32)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Fast (bfloat16)</source>
        <translation>Schnell (bfloat16)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Fast (float16)</source>
        <translation>Schnell (float16)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>N&amp;umber format</source>
        <translation>Zah&amp;lenformat</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Automatic computes with short numbers where this computer does that fast. Exact is slower and hardly ever better. float16 is for older graphics cards.</source>
        <translation>Automatisch rechnet mit kurzen Zahlen, wo dieser Rechner das schnell kann. Genau ist langsamer und kaum je besser. float16 ist für ältere Grafikkarten.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Chips prepared a&amp;head by</source>
        <translation>Chips im &amp;Voraus</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Threads that prepare chips while a graphics card computes; 4 suits most. With 0 each step waits for its chips, best without a graphics card. The result is the same.</source>
        <translation>Threads, die Chips vorbereiten, während eine Grafikkarte rechnet; 4 passt meistens. Bei 0 wartet jeder Schritt auf seine Chips, am besten ohne Grafikkarte. Das Ergebnis ist dasselbe.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Random &amp;seed</source>
        <translation>&amp;Startwert</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_rows.py"/>
        <source>Start of everything that is drawn by chance. The same number gives the same chips and sets again; another one shows how much is luck.</source>
        <translation>Anfang von allem, was zufällig gezogen wird. Dieselbe Zahl ergibt wieder dieselben Chips und Teilmengen; eine andere zeigt, wie viel Glück dabei ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_settings.py"/>
        <location filename="../wizard_pages/prediction_options.py"/>
        <location filename="../wizard_pages/version_box.py"/>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_settings.py"/>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_settings.py"/>
        <source>Graphics card</source>
        <translation>Grafikkarte</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_settings.py"/>
        <source>Apple graphics</source>
        <translation>Apple-Grafik</translation>
    </message>
    <message>
        <location filename="../wizard_pages/advanced_settings.py"/>
        <source>not found here</source>
        <translation>hier nicht gefunden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/area_box.py"/>
        <source>Area of each class</source>
        <translation>Fläche jeder Klasse</translation>
    </message>
    <message>
        <location filename="../wizard_pages/area_box.py"/>
        <location filename="../wizard_pages/class_table.py"/>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <location filename="../wizard_pages/area_box.py"/>
        <source>Hectares</source>
        <translation>Hektar</translation>
    </message>
    <message>
        <location filename="../wizard_pages/area_box.py"/>
        <source>m²</source>
        <translation>m²</translation>
    </message>
    <message>
        <location filename="../wizard_pages/area_box.py"/>
        <location filename="../wizard_pages/class_table.py"/>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <location filename="../wizard_pages/area_box.py"/>
        <source>Measured on the ellipsoid: true on the ground, whatever the projection.</source>
        <translation>Auf dem Ellipsoid gemessen: stimmt in der Natur, egal in welcher Projektion.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/area_box.py"/>
        <source>Counting…</source>
        <translation>Zählen…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/area_box.py"/>
        <source>The areas could not be counted.</source>
        <translation>Die Flächen konnten nicht gezählt werden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/area_box.py"/>
        <source>The raster has no coordinate reference system, so its areas are not known.</source>
        <translation>Das Raster hat kein Koordinatenbezugssystem, daher sind seine Flächen unbekannt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Augmentation</source>
        <translation>Augmentierung</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Turned and mirrored chips are new examples for free: from above, a house is a house whichever way it faces. The rest helps where other images differ from yours.</source>
        <translation>Gedrehte und gespiegelte Chips sind neue Beispiele umsonst: Von oben ist ein Haus ein Haus, wohin es auch zeigt. Das Übrige hilft, wo andere Bilder anders sind als Ihre.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>&amp;All</source>
        <translation>&amp;Alle</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>N&amp;one</source>
        <translation>&amp;Keine</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>The right choice for nearly all images taken from above.</source>
        <translation>Richtig für fast alle Bilder, die von oben aufgenommen sind.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Learn from the chips as they are: fastest, but the network learns less from them.</source>
        <translation>Aus den Chips lernen, wie sie sind: am schnellsten, aber das Netz lernt weniger daraus.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Untick it only where this view never occurs, such as ground on its head in slanting photos.</source>
        <translation>Nur abwählen, wo diese Ansicht nie vorkommt, etwa kopfstehender Boden in Schrägaufnahmen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Turned by 90°</source>
        <translation>Um 90° gedreht</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Turned by 180°</source>
        <translation>Um 180° gedreht</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Turned by 270°</source>
        <translation>Um 270° gedreht</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Left to right</source>
        <translation>Links nach rechts</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Upside down</source>
        <translation>Oben nach unten</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Along diagonal ╲</source>
        <translation>An Diagonale ╲</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Along diagonal ╱</source>
        <translation>An Diagonale ╱</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>As it is</source>
        <translation>Unverändert</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Trainin&amp;g</source>
        <translation>&amp;Training</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>These are learnt from: the more varied, the better.</source>
        <translation>Daraus wird gelernt: je vielfältiger, desto besser.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Va&amp;lidation</source>
        <translation>&amp;Validierung</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Copies are written, but measured is on original chips only.</source>
        <translation>Kopien werden geschrieben, gemessen wird aber nur auf ursprünglichen Chips.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>T&amp;esting</source>
        <translation>T&amp;est</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>Use it for</source>
        <translation>Verwenden für</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>&lt;b&gt;{} chips&lt;/b&gt; in each pass over the training set</source>
        <translation>&lt;b&gt;{} Chips&lt;/b&gt; in jedem Durchgang durch die Trainingsmenge</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>{} as they are</source>
        <translation>{} unverändert</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>one copy of each</source>
        <translation>je eine Kopie</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>{} copies of each</source>
        <translation>je {} Kopien</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>one version of each drawn anew every time</source>
        <translation>je eine jedes Mal neu gezogene Variante</translation>
    </message>
    <message>
        <location filename="../wizard_pages/augmentation_page.py"/>
        <source>{} versions of each drawn anew every time</source>
        <translation>je {} jedes Mal neu gezogene Varianten</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Strength: {}</source>
        <translation>Stärke: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>How strong it is at most, from hardly anything to as much as makes sense.</source>
        <translation>Wie stark sie höchstens ist, von kaum etwas bis zu so viel, wie sinnvoll ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>A chip of yours at this strength, to the one side …</source>
        <translation>Einer Ihrer Chips bei dieser Stärke, zur einen Seite …</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>… and to the other</source>
        <translation>… und zur anderen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Its label. White is not learnt from.</source>
        <translation>Sein Label. Aus Weiß wird nicht gelernt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>{}: {} chosen</source>
        <translation>{}: {} gewählt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Geometry</source>
        <translation>Geometrie</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Moves image and label together. What comes from beyond a chip&apos;s edge is not learnt from.</source>
        <translation>Bewegt Bild und Label gemeinsam. Was von jenseits des Chip-Rands kommt, wird nicht gelernt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Light</source>
        <translation>Licht</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>For maps of other days, seasons and cameras than those you drew on.</source>
        <translation>Für Karten anderer Tage, Jahreszeiten und Kameras als der, auf denen Sie gezeichnet haben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Disturbance</source>
        <translation>Störung</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Makes learning harder, so that the network relies on no single detail.</source>
        <translation>Erschwert das Lernen, damit sich das Netz auf keine Einzelheit allein verlässt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Turned by any angle</source>
        <translation>Um beliebige Winkel gedreht</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Helps where things lie in all directions, like houses and trees. Leave it out where the direction tells something. The chip&apos;s corners are lost.</source>
        <translation>Hilft, wo Dinge in allen Richtungen liegen, wie Häuser und Bäume. Weglassen, wo die Richtung etwas aussagt. Die Ecken des Chips gehen verloren.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>A little larger or smaller</source>
        <translation>Etwas größer oder kleiner</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Helps where other images have other pixel sizes. Leave it out where size tells the classes apart, such as cars and lorries.</source>
        <translation>Hilft, wo andere Bilder andere Pixelgrößen haben. Weglassen, wo die Größe die Klassen unterscheidet, etwa Autos und Lastwagen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Moved sideways</source>
        <translation>Seitlich verschoben</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Helps where chips do not overlap. With overlapping chips the network sees this already.</source>
        <translation>Hilft, wo Chips nicht überlappen. Bei überlappenden Chips sieht das Netz dies ohnehin.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Bent like rubber</source>
        <translation>Wie Gummi verbogen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Helps with grown shapes such as trees, shores and rivers. Leave it out for buildings and roads, whose edges are straight.</source>
        <translation>Hilft bei gewachsenen Formen wie Bäumen, Ufern und Flüssen. Weglassen bei Gebäuden und Straßen mit geraden Kanten.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>A little brighter or darker</source>
        <translation>Etwas heller oder dunkler</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Helps where other images were taken in other light. Leave it out where brightness itself is what you map, as with temperatures or heights.</source>
        <translation>Hilft, wo andere Bilder in anderem Licht aufgenommen sind. Weglassen, wo die Helligkeit selbst kartiert wird, etwa Temperaturen oder Höhen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>A little more or less contrast</source>
        <translation>Etwas mehr oder weniger Kontrast</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Helps against haze and other exposures. Leave it out where the values are measurements that must not change.</source>
        <translation>Hilft gegen Dunst und andere Belichtungen. Weglassen, wo die Werte Messwerte sind, die sich nicht ändern dürfen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Lighter or darker midtones</source>
        <translation>Hellere oder dunklere Mitteltöne</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Helps where other images were processed differently: black and white stay, what lies between shifts. Leave it out where the values are measurements.</source>
        <translation>Hilft, wo andere Bilder anders verarbeitet sind: Schwarz und Weiß bleiben, was dazwischen liegt, verschiebt sich. Weglassen, wo die Werte Messwerte sind.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>A little blurred</source>
        <translation>Etwas unscharf</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Helps where other images are less sharp. Leave it out where objects are only a few pixels wide.</source>
        <translation>Hilft, wo andere Bilder weniger scharf sind. Weglassen, wo Objekte nur wenige Pixel breit sind.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>A little grainy</source>
        <translation>Etwas verrauscht</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Helps with few chips, and with radar or dark images. Leave it out where fine texture tells the classes apart.</source>
        <translation>Hilft bei wenigen Chips und bei Radar- oder dunklen Bildern. Weglassen, wo feine Textur die Klassen unterscheidet.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>A band missing</source>
        <translation>Ein Kanal fehlt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Helps where one band is unreliable: the network learns to use the others too. Leave it out where all depends on one band. Needs two bands or more.</source>
        <translation>Hilft, wo ein Kanal unzuverlässig ist: Das Netz lernt, auch die anderen zu nutzen. Weglassen, wo alles an einem Kanal hängt. Braucht zwei oder mehr Kanäle.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>A patch hidden</source>
        <translation>Ein Stück verdeckt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/change_cards.py"/>
        <source>Helps where things are partly covered, such as roofs under trees: the label stays, so the network learns to tell from the surroundings. Leave it out where objects are small enough to vanish.</source>
        <translation>Hilft, wo Dinge teilweise verdeckt sind, etwa Dächer unter Bäumen: Das Label bleibt, also lernt das Netz, aus der Umgebung zu schließen. Weglassen, wo Objekte klein genug sind, um zu verschwinden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_options.py"/>
        <location filename="../wizard_pages/split_method.py"/>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_options.py"/>
        <source>any pixel is enough</source>
        <translation>jedes Pixel genügt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_options.py"/>
        <source>as many as there are</source>
        <translation>so viele, wie es gibt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_options.py"/>
        <source>GeoTIFF, opens in QGIS</source>
        <translation>GeoTIFF, in QGIS lesbar</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_options.py"/>
        <source>NumPy, values alone</source>
        <translation>NumPy, nur Werte</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_options.py"/>
        <source>&amp;Keep the chips after the run</source>
        <translation>Chips nach dem Lauf &amp;behalten</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_options.py"/>
        <source>At &amp;least labelled</source>
        <translation>&amp;Mindestens erfasst</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_options.py"/>
        <source>Chips of which less is labelled are left out: those that lie mostly on ground without image, or outside the labelled area, teach little and cost as much time as any other.</source>
        <translation>Chips, von denen weniger erfasst ist, werden weggelassen: Jene, die meist auf Boden ohne Bild oder außerhalb des erfassten Gebiets liegen, lehren wenig und kosten so viel Zeit wie alle anderen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_options.py"/>
        <source>Without &amp;ROIs, at most</source>
        <translation>Ohne &amp;ROIs höchstens</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_options.py"/>
        <source>How many of 100 chips may be without any ROI. Where ROIs are rare, 20 to 50 % save much time. Those that stay are drawn by chance, from all over the area.</source>
        <translation>Wie viele von 100 Chips ohne jede ROI sein dürfen. Wo ROIs selten sind, sparen 20 bis 50 % viel Zeit. Welche bleiben, entscheidet der Zufall, verteilt über das ganze Gebiet.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_options.py"/>
        <source>&amp;Files of chips</source>
        <translation>&amp;Dateien der Chips</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_options.py"/>
        <source>GeoTIFF files open in QGIS, in their place on the map. NumPy files are for programs of your own; the result is the same.</source>
        <translation>GeoTIFF-Dateien öffnen sich in QGIS an ihrem Ort auf der Karte. NumPy-Dateien sind für eigene Programme; das Ergebnis ist dasselbe.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_options.py"/>
        <source>When unticked, chips and their copies are deleted at the end of the run, to free the disk. They are made again when a step needs them.</source>
        <translation>Ohne Häkchen werden Chips und ihre Kopien am Ende des Laufs gelöscht, um Platz zu schaffen. Sie werden neu gemacht, wenn ein Schritt sie braucht.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_scores.py"/>
        <source>The colours of the chips on the map, from no overlap to a perfect one.</source>
        <translation>Die Farben der Chips auf der Karte, von keiner bis zu vollkommener Überlappung.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_scores.py"/>
        <source>IoU: red is 0, blue is 1, grey is a chip with nothing to see.</source>
        <translation>IoU: Rot ist 0, Blau ist 1, Grau ist ein Chip, auf dem nichts zu sehen ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_scores.py"/>
        <source>nothing there</source>
        <translation>nichts da</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_scores.py"/>
        <source>Where it is right and where wrong</source>
        <translation>Wo es richtig ist und wo falsch</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_scores.py"/>
        <source>The testing chips on the map, coloured by IoU. Where they overlap, the middle of each is shown. Click a row to go there.</source>
        <translation>Die Test-Chips auf der Karte, gefärbt nach IoU. Wo sie überlappen, ist die Mitte eines jeden zu sehen. Klicken Sie auf eine Zeile, um dorthin zu gehen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_scores.py"/>
        <location filename="../processing_provider/split.py"/>
        <source>Testing chips</source>
        <translation>Test-Chips</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_scores.py"/>
        <source>Click a row to see the chip on the map; click a heading to sort.</source>
        <translation>Klicken Sie auf eine Zeile, um den Chip auf der Karte zu sehen; auf eine Überschrift, um zu sortieren.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_scores.py"/>
        <source>The chips cannot be shown on the map. {} {}</source>
        <translation>Die Chips können nicht auf der Karte gezeigt werden. {} {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_table.py"/>
        <source>Nothing of the classes is here, neither drawn nor marked by the model.</source>
        <translation>Von den Klassen ist hier nichts, weder gezeichnet noch vom Modell markiert.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_table.py"/>
        <source>Testing chip</source>
        <translation>Test-Chip</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_table.py"/>
        <location filename="../wizard_pages/curves_figure.py"/>
        <location filename="../wizard_pages/selection_page.py"/>
        <location filename="../wizard_pages/selection_tables.py"/>
        <location filename="../wizard_pages/training_log.py"/>
        <location filename="../processing_provider/evaluate.py"/>
        <source>IoU</source>
        <translation>IoU</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_table.py"/>
        <source>The file in chips/test, named after its row (r) and column (c) in the raster.</source>
        <translation>Die Datei in chips/test, benannt nach ihrer Zeile (r) und Spalte (c) im Raster.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chip_table.py"/>
        <source>Overlap in this chip: what model and polygons share, of all that either marks.</source>
        <translation>Überlappung in diesem Chip: was Modell und Polygone gemeinsam haben, von allem, was eines von beiden markiert.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Chips</source>
        <translation>Chips</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>The network looks at small square pieces of the image, called chips. The map shows where they lie.</source>
        <translation>Das Netz betrachtet kleine quadratische Ausschnitte des Bildes, Chips genannt. Die Karte zeigt, wo sie liegen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>The edge of a chip. Large enough to hold a thing and what is around it, such as a house and its yard: 256 pixels suit most images. Larger needs more memory; smaller gives more chips on little labelled ground.</source>
        <translation>Die Kante eines Chips. Groß genug für ein Ding und was darum ist, etwa ein Haus und sein Hof: 256 Pixel passen für die meisten Bilder. Größer braucht mehr Speicher; kleiner ergibt auf wenig erfasstem Boden mehr Chips.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <location filename="../wizard_pages/prediction_options.py"/>
        <location filename="../wizard_pages/version_box.py"/>
        <source>automatic</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>The way from one chip to the next. Half the window lets neighbours overlap, so that each thing is seen whole somewhere. The whole window gives fewer chips without overlap, and faster training.</source>
        <translation>Der Weg von einem Chip zum nächsten. Bei einem halben Fenster überlappen Nachbarn, sodass jedes Ding irgendwo ganz zu sehen ist. Ein ganzes Fenster ergibt weniger Chips ohne Überlappung und schnelleres Training.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>automatic: half the window</source>
        <translation>automatisch: halbes Fenster</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>&amp;Window</source>
        <translation>&amp;Fenster</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>&amp;Stride</source>
        <translation>&amp;Schrittweite</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>Some of them (above: the image, below: what is drawn):</source>
        <translation>Einige davon (oben das Bild, unten, was gezeichnet ist):</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>Counting the chips…</source>
        <translation>Chips werden gezählt…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>; all take {} on the disk</source>
        <translation>; alle brauchen {} auf dem Datenträger</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>{} with nothing labelled</source>
        <translation>{} ohne Erfasstes</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>{} with too little labelled</source>
        <translation>{} mit zu wenig Erfasstem</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>{} without ROIs</source>
        <translation>{} ohne ROIs</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>&lt;b&gt;{} chips&lt;/b&gt;</source>
        <translation>&lt;b&gt;{} Chips&lt;/b&gt;</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>, {} of them without ROIs</source>
        <translation>, davon {} ohne ROIs</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>. Left out: {}</source>
        <translation>. Weggelassen: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>Window {} pixels, stride {} pixels</source>
        <translation>Fenster {} Pixel, Schrittweite {} Pixel</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source>; a chip is {} wide on the ground</source>
        <translation>; ein Chip ist in der Natur {} breit</translation>
    </message>
    <message>
        <location filename="../wizard_pages/chips_page.py"/>
        <source> and shares {} % with the next</source>
        <translation> und teilt {} % mit dem nächsten</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>The polygons are</source>
        <translation>Die Polygone sind</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>Ground outside the polygons is</source>
        <translation>Boden außerhalb der Polygone ist</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>Choose the field that says what each polygon is.</source>
        <translation>Wählen Sie das Feld, das sagt, was jedes Polygon ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>No class field is chosen.</source>
        <translation>Es ist kein Klassenfeld gewählt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>all of one cla&amp;ss</source>
        <translation>alle von einer &amp;Klasse</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>For a single kind of thing, such as buildings; told apart from all the rest.</source>
        <translation>Für eine einzige Art von Dingen, etwa Gebäude; unterschieden von allem Übrigen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>of the class &amp;in field</source>
        <translation>von der Klasse &amp;im Feld</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>For several kinds: the field, such as “landuse”, that says what each polygon is.</source>
        <translation>Für mehrere Arten: das Feld, etwa „Landnutzung“, das sagt, was jedes Polygon ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>back&amp;ground: something else</source>
        <translation>&amp;Hintergrund: etwas anderes</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>Choose this when you drew everything that the network shall find. What you missed, it learns to miss.</source>
        <translation>Wählen Sie dies, wenn Sie alles gezeichnet haben, was das Netz finden soll. Was Sie übersehen haben, lernt es zu übersehen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>not &amp;known: left out</source>
        <translation>&amp;unbekannt: weggelassen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>Choose this when you drew only examples. It needs polygons of two classes or more, one of which may be “other”.</source>
        <translation>Wählen Sie dies, wenn Sie nur Beispiele gezeichnet haben. Es braucht Polygone von zwei oder mehr Klassen, von denen eine „Sonstiges“ sein darf.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>not &amp;known: left out (needs two classes or more)</source>
        <translation>&amp;unbekannt: weggelassen (ab zwei Klassen)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>&lt;b&gt;What you did not draw is learnt as something else.&lt;/b&gt; If you drew everything in a part of the raster only, give that part above, under “All drawn within”.</source>
        <translation>&lt;b&gt;Was Sie nicht gezeichnet haben, wird als etwas anderes gelernt.&lt;/b&gt; Wenn Sie nur in einem Teil des Rasters alles gezeichnet haben, geben Sie diesen Teil oben unter „Alles gezeichnet in“ an.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_choice.py"/>
        <source>So draw examples of every class, also of what is around them; nothing else is learnt from.</source>
        <translation>Zeichnen Sie also Beispiele jeder Klasse, auch von dem, was um sie herum ist; aus nichts anderem wird gelernt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_table.py"/>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>Polygons</source>
        <translation>Polygone</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_table.py"/>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Classes</source>
        <translation>Klassen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_table.py"/>
        <source>Reset the c&amp;lasses</source>
        <translation>Klassen zurücksetz&amp;en</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_table.py"/>
        <source>Uses every class again, under the name that it has in the layer.</source>
        <translation>Verwendet wieder jede Klasse unter dem Namen, den sie im Layer hat.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_table.py"/>
        <source>not known</source>
        <translation>unbekannt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_table.py"/>
        <source>Untick a class to leave it out; double-click a name to change it, or to merge two classes.</source>
        <translation>Häkchen entfernen, um eine Klasse wegzulassen; auf einen Namen doppelklicken, um ihn zu ändern oder zwei Klassen zu vereinen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_table.py"/>
        <source>Double-click the name to change it.</source>
        <translation>Doppelklicken, um den Namen zu ändern.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/class_weights.py"/>
        <source>The classes are not known yet.</source>
        <translation>Die Klassen sind noch nicht bekannt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>Clean up and polygons</source>
        <translation>Bereinigen und Polygone</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>any</source>
        <translation>beliebig</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>Pol&amp;ygons too</source>
        <translation>Auch Pol&amp;ygone</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>Straight o&amp;utlines</source>
        <translation>Gerade Um&amp;risse</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>Done when the map is loaded as a layer; the preview shows the threshold alone.</source>
        <translation>Geschieht, wenn die Karte als Layer geladen wird; die Vorschau zeigt nur den Schwellenwert.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>A pixel covers {} m².</source>
        <translation>Ein Pixel bedeckt {} m².</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>So that is {} pixels.</source>
        <translation>Das sind also {} Pixel.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source> m²</source>
        <translation> m²</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>all stay</source>
        <translation>alle bleiben</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>Smallest o&amp;bject</source>
        <translation>Kleinstes &amp;Objekt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>Objects that cover less ground than this vanish; they take the class that surrounds them.</source>
        <translation>Objekte, die weniger Boden bedecken, verschwinden; sie nehmen die Klasse an, die sie umgibt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>Smallest &amp;hole</source>
        <translation>Kleinstes Lo&amp;ch</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>Background that objects enclose is filled where it covers less ground than this.</source>
        <translation>Von Objekten eingeschlossener Hintergrund wird gefüllt, wo er weniger Boden bedeckt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>Sure by at l&amp;east</source>
        <translation>Mi&amp;ndestens sicher</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>Where the most probable class has less than this, the map says that nothing is known.</source>
        <translation>Wo die wahrscheinlichste Klasse weniger hat, sagt die Karte, dass nichts bekannt ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>Also writes a GeoPackage of the objects, with class, area in m² and mean probability, and adds it as a layer.</source>
        <translation>Schreibt außerdem ein GeoPackage der Objekte mit Klasse, Fläche in m² und mittlerer Wahrscheinlichkeit und fügt es als Layer hinzu.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/cleaning_box.py"/>
        <source>Outlines are straight lines rather than stairs of pixels. No point moves by more than a pixel, and neighbours stay neighbours.</source>
        <translation>Umrisse sind gerade Linien statt Treppen aus Pixeln. Kein Punkt bewegt sich um mehr als ein Pixel, und Nachbarn bleiben Nachbarn.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves.py"/>
        <source>The curves appear here when training starts.</source>
        <translation>Hier erscheinen die Kurven, wenn das Training beginnt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves.py"/>
        <source>The curves need the Python package matplotlib, which this QGIS does not have. Here are the same figures as a table.</source>
        <translation>Die Kurven brauchen das Python-Paket matplotlib, das dieses QGIS nicht hat. Hier sind dieselben Zahlen als Tabelle.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves.py"/>
        <location filename="../wizard_pages/curves_figure.py"/>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves.py"/>
        <source>Loss
training</source>
        <translation>Verlust
Training</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves.py"/>
        <source>Loss
validation</source>
        <translation>Verlust
Validierung</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves.py"/>
        <source>IoU
training</source>
        <translation>IoU
Training</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves.py"/>
        <source>IoU
validation</source>
        <translation>IoU
Validierung</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves.py"/>
        <source>Accuracy
training</source>
        <translation>Genauigkeit
Training</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves.py"/>
        <source>Accuracy
validation</source>
        <translation>Genauigkeit
Validierung</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves.py"/>
        <source>Figures of each epoch</source>
        <translation>Kennzahlen jeder Epoche</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves_figure.py"/>
        <source>each step</source>
        <translation>jeder Schritt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves_figure.py"/>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves_figure.py"/>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves_figure.py"/>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>accuracy</source>
        <translation>Genauigkeit</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves_figure.py"/>
        <source>{}, training</source>
        <translation>{}, Training</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves_figure.py"/>
        <source>{}, validation</source>
        <translation>{}, Validierung</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves_figure.py"/>
        <source>checkpoint</source>
        <translation>Checkpoint</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves_figure.py"/>
        <source>best: epoch {}</source>
        <translation>beste: Epoche {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves_figure.py"/>
        <source>the model</source>
        <translation>das Modell</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves_figure.py"/>
        <source>saved</source>
        <translation>gespeichert</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves_figure.py"/>
        <source>best: {}</source>
        <translation>beste: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves_figure.py"/>
        <source>Loss (lower is better)</source>
        <translation>Verlust (niedriger ist besser)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/curves_figure.py"/>
        <source>Accuracy and IoU (higher is better)</source>
        <translation>Genauigkeit und IoU (höher ist besser)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/data_widgets.py"/>
        <source>background</source>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>Set up the computing part</source>
        <translation>Den rechnenden Teil einrichten</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>Training works in a Python of its own, outside QGIS, so that QGIS stays fast and safe.</source>
        <translation>Das Training arbeitet in einem eigenen Python außerhalb von QGIS, damit QGIS schnell und sicher bleibt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>It needs a few free packages, which are not all there yet.</source>
        <translation>Es braucht einige freie Pakete, die noch nicht alle da sind.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>Looking for the packages…</source>
        <translation>Die Pakete werden gesucht…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>The computing part is being installed; QGIS can be used meanwhile.</source>
        <translation>Der rechnende Teil wird installiert; QGIS kann inzwischen benutzt werden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>See above what to do.</source>
        <translation>Oben steht, was zu tun ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>Install what is missing: one click above.</source>
        <translation>Installieren Sie, was fehlt: ein Klick oben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>The computing part is not ready.</source>
        <translation>Der rechnende Teil ist nicht bereit.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>It gave no answer.</source>
        <translation>Es gab keine Antwort.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>The computing part works: {}.</source>
        <translation>Der rechnende Teil funktioniert: {}.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>No Python was found on this computer.</source>
        <translation>Auf diesem Rechner wurde kein Python gefunden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>Install Python 3.10 or later, then choose it under Details.</source>
        <translation>Installieren Sie Python 3.10 oder neuer und wählen Sie es dann unter „Details“.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>Ready: {}</source>
        <translation>Bereit: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>This Python was found: {}</source>
        <translation>Dieses Python wurde gefunden: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>Python itself</source>
        <translation>Python selbst</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>numpy (calculates with images)</source>
        <translation>numpy (rechnet mit Bildern)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>GDAL (reads and writes rasters)</source>
        <translation>GDAL (liest und schreibt Raster)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>PyTorch (the network)</source>
        <translation>PyTorch (das Netz)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>safetensors (model files)</source>
        <translation>safetensors (Modelldateien)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>tqdm (progress)</source>
        <translation>tqdm (Fortschritt)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>OpenCV (versions of chips)</source>
        <translation>OpenCV (Varianten von Chips)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>matplotlib (optional: pictures of the curves)</source>
        <translation>matplotlib (optional: Bilder der Kurven)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/environment_page.py"/>
        <source>It lacks:</source>
        <translation>Es fehlt:</translation>
    </message>
    <message>
        <location filename="../wizard_pages/estimates.py"/>
        <source>a few seconds</source>
        <translation>einige Sekunden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/estimates.py"/>
        <source>about {} seconds</source>
        <translation>etwa {} Sekunden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/estimates.py"/>
        <source>about a minute</source>
        <translation>etwa eine Minute</translation>
    </message>
    <message>
        <location filename="../wizard_pages/estimates.py"/>
        <source>about {} minutes</source>
        <translation>etwa {} Minuten</translation>
    </message>
    <message>
        <location filename="../wizard_pages/estimates.py"/>
        <source>about {} hours</source>
        <translation>etwa {} Stunden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/estimates.py"/>
        <source>about {} days</source>
        <translation>etwa {} Tage</translation>
    </message>
    <message>
        <location filename="../wizard_pages/export_box.py"/>
        <source>E&amp;xport for Deepness (ONNX)…</source>
        <translation>E&amp;xport für Deepness (ONNX)…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/export_box.py"/>
        <source>Writes the model into one file that the plugin Deepness maps with, and other programs that run ONNX. This wizard needs no such file.</source>
        <translation>Schreibt das Modell in eine Datei, mit der das Plugin Deepness kartiert und andere Programme, die ONNX ausführen. Dieser Assistent braucht sie nicht.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/export_box.py"/>
        <source>Export for Deepness</source>
        <translation>Export für Deepness</translation>
    </message>
    <message>
        <location filename="../wizard_pages/export_box.py"/>
        <source>ONNX models (*.onnx)</source>
        <translation>ONNX-Modelle (*.onnx)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/export_box.py"/>
        <source>Saved as {}.</source>
        <translation>Gespeichert als {}.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/export_box.py"/>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/export_box.py"/>
        <source>Writing the file…</source>
        <translation>Die Datei wird geschrieben…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>Rasters and ROIs</source>
        <translation>Raster und ROIs</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>Choose an image and the polygons that you drew on it: the examples that the network learns from.</source>
        <translation>Wählen Sie ein Bild und die Polygone, die Sie darauf gezeichnet haben: die Beispiele, aus denen das Netz lernt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>With one class only and everything else left out there is nothing to tell apart.</source>
        <translation>Bei nur einer Klasse, und alles andere weggelassen, gibt es nichts zu unterscheiden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>Let the ground outside the polygons be background in one raster at least.</source>
        <translation>Lassen Sie den Boden außerhalb der Polygone mindestens in einem Raster Hintergrund sein.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>The run was not started: a layer has edits that are not saved.</source>
        <translation>Der Lauf wurde nicht gestartet: Ein Layer hat nicht gespeicherte Änderungen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>Save them, or discard them, and start again.</source>
        <translation>Speichern oder verwerfen Sie diese und starten Sie erneut.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>Open an earlier run</source>
        <translation>Früheren Lauf öffnen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>“{}” holds no run.</source>
        <translation>„{}“ enthält keinen Lauf.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>Choose the folder of a run: it has a file named settings.json.</source>
        <translation>Wählen Sie den Ordner eines Laufs: Er enthält eine Datei namens settings.json.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>&amp;Add another raster</source>
        <translation>Ra&amp;ster hinzufügen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>Learn from several images at once, for example of different places or days. It helps the network to cope with new ones.</source>
        <translation>Aus mehreren Bildern zugleich lernen, etwa verschiedener Orte oder Tage. Das hilft dem Netz, mit neuen zurechtzukommen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>Add a fol&amp;der of tiles…</source>
        <translation>K&amp;acheln hinzufügen…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>For an image in many files: all rasters of a folder are learnt from, with the polygons of the first raster.</source>
        <translation>Für ein Bild in vielen Dateien: Aus allen Rastern eines Ordners wird gelernt, mit den Polygonen des ersten Rasters.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>&amp;Try with the sample</source>
        <translation>Mit dem &amp;Beispiel probieren</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>See how it works first: adds a small aerial image of Banepa, Nepal, and its buildings.</source>
        <translation>Erst sehen, wie es geht: Fügt ein kleines Luftbild von Banepa, Nepal, mit seinen Gebäuden hinzu.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>&amp;Open an earlier run…</source>
        <translation>Früheren Lauf &amp;öffnen…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>Look at a run again, go on with it, or use its model.</source>
        <translation>Einen Lauf wieder ansehen, ihn fortführen oder sein Modell verwenden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>Choose a folder of tiles</source>
        <translation>Ordner mit Kacheln wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/inputs_page.py"/>
        <source>Raster {}</source>
        <translation>Raster {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>&amp;Try a training step</source>
        <translation>&amp;Trainingsschritt probieren</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>&amp;Repair</source>
        <translation>&amp;Reparieren</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Re&amp;move…</source>
        <translation>&amp;Entfernen…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Getting ready…</source>
        <translation>Vorbereitung…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Remove {} of packages? Your runs and models stay.</source>
        <translation>{} an Paketen entfernen? Ihre Läufe und Modelle bleiben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Remove the packages</source>
        <translation>Pakete entfernen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Cancelled. What was downloaded is kept: Install goes on from there.</source>
        <translation>Abgebrochen. Was heruntergeladen war, bleibt: „Installieren“ macht dort weiter.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>The installation ended unexpectedly: {}</source>
        <translation>Die Installation hat sich unerwartet beendet: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Install again; it goes on from where it was.</source>
        <translation>Installieren Sie erneut; es geht weiter, wo es war.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Install (about {} to download)</source>
        <translation>Installieren (etwa {} herunterzuladen)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Its packages take {} in {}.</source>
        <translation>Seine Pakete belegen {} in {}.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source> and </source>
        <translation> und </translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>They come from {} and take about {} in {} ({} are free). QGIS itself is not changed, and no administrator rights are needed.</source>
        <translation>Sie kommen von {} und belegen etwa {} in {} ({} sind frei). QGIS selbst wird nicht verändert, und Administratorrechte sind nicht nötig.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>PyTorch for the processor.</source>
        <translation>PyTorch für den Prozessor.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>PyTorch with CUDA 12.6.</source>
        <translation>PyTorch mit CUDA 12.6.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>PyTorch with CUDA 13.0.</source>
        <translation>PyTorch mit CUDA 13.0.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>PyTorch for Apple.</source>
        <translation>PyTorch für Apple.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>PyTorch:</source>
        <translation>PyTorch:</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Finding the packages…</source>
        <translation>Pakete werden gesucht…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Downloading…</source>
        <translation>Herunterladen…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Unpacking…</source>
        <translation>Entpacken…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Trying it by a training step…</source>
        <translation>Probe mit einem Trainingsschritt…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Removing…</source>
        <translation>Entfernen…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>{} of {} MB</source>
        <translation>{} von {} MB</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <location filename="../wizard_pages/training_page.py"/>
        <source>{} left</source>
        <translation>noch {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Downloads what is missing, and tries it by a training step.</source>
        <translation>Lädt herunter, was fehlt, und probiert es mit einem Trainingsschritt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Stops; what was downloaded is kept for the next time.</source>
        <translation>Hält an; was heruntergeladen war, bleibt für das nächste Mal.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Trains a small network for a moment, and tells on what and how fast.</source>
        <translation>Trainiert kurz ein kleines Netz und sagt, worauf und wie schnell.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Downloads and installs everything anew; what is there stays until then.</source>
        <translation>Lädt und installiert alles neu; was da ist, bleibt bis dahin.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_box.py"/>
        <source>Removes what was installed here. Runs and models stay.</source>
        <translation>Entfernt, was hier installiert wurde. Läufe und Modelle bleiben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>what fits this computer</source>
        <translation>was zu diesem Rechner passt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>processor only</source>
        <translation>nur Prozessor</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>Choose a folder of wheels</source>
        <translation>Ordner mit Wheels wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>Choose a Python</source>
        <translation>Python wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>the public one</source>
        <translation>der öffentliche</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>that of QGIS</source>
        <translation>der von QGIS</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <location filename="../wizard_pages/split_method.py"/>
        <source>none</source>
        <translation>ohne</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>Command that sets up the computing part</source>
        <translation>Befehl, der den rechnenden Teil einrichtet</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>&amp;Copy command</source>
        <translation>Befehl &amp;kopieren</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>Copy &amp;diagnosis</source>
        <translation>&amp;Diagnose kopieren</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>Puts what was found on the clipboard, for someone who helps you.</source>
        <translation>Kopiert das Gefundene in die Zwischenablage, für jemanden, der Ihnen hilft.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>Check &amp;again</source>
        <translation>Erneut &amp;prüfen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>Or by a command in a terminal, which may ask for your password:</source>
        <translation>Oder mit einem Befehl in einem Terminal, das nach Ihrem Passwort fragen kann:</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>&amp;PyTorch for</source>
        <translation>P&amp;yTorch für</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>Which build of PyTorch: CUDA is for NVIDIA GPUs, and needs a recent driver.</source>
        <translation>Welcher Build von PyTorch: CUDA ist für NVIDIA-Grafikkarten und braucht einen neueren Treiber.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>&amp;Index</source>
        <translation>&amp;Index</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>Address of an index of packages, such as your company&apos;s, instead of the public ones.</source>
        <translation>Adresse eines Paketindex, etwa Ihrer Firma, statt der öffentlichen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>Pro&amp;xy</source>
        <translation>Pro&amp;xy</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>Such as http://host:8080; where it asks for a login, with name, colon, password and @ before the host. Empty: the one that QGIS uses. It is not stored.</source>
        <translation>Etwa http://host:8080; wo er eine Anmeldung verlangt, mit Name, Doppelpunkt, Passwort und @ vor dem Host. Leer: der, den QGIS verwendet. Er wird nicht gespeichert.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>&amp;Folder of wheels</source>
        <translation>&amp;Ordner mit Wheels</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>For a computer without internet: a folder with the packages as .whl files. The diagnosis has the command that fills it on another computer.</source>
        <translation>Für einen Rechner ohne Internet: ein Ordner mit den Paketen als .whl-Dateien. Die Diagnose enthält den Befehl, der ihn auf einem anderen Rechner füllt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>My &amp;own Python</source>
        <translation>Ei&amp;genes Python</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>The python file of an environment that has GDAL already, such as one of conda. Leave it empty to let the wizard look for one.</source>
        <translation>Die python-Datei einer Umgebung, die GDAL schon hat, etwa einer von conda. Leer lassen, damit der Assistent eines sucht.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/install_options.py"/>
        <source>This is not a Python: choose a file named python or python.exe.</source>
        <translation>Dies ist kein Python: Wählen Sie eine Datei namens python oder python.exe.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>Each line becomes a strip so wide on the ground, such as a road.</source>
        <translation>Jede Linie wird ein so breiter Streifen in der Natur, etwa eine Straße.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>Each point becomes a disc of this radius on the ground, such as a crown.</source>
        <translation>Jeder Punkt wird eine Scheibe mit diesem Radius in der Natur, etwa eine Baumkrone.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>the one drawn later</source>
        <translation>das später gezeichnete</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>the one drawn earlier</source>
        <translation>das früher gezeichnete</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>the smaller one</source>
        <translation>das kleinere</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>Of two polygons on one pixel, one gives it its class.</source>
        <translation>Von zwei Polygonen auf einem Pixel gibt ihm eines seine Klasse.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>are left out</source>
        <translation>werden weggelassen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>are all background</source>
        <translation>sind ganz Hintergrund</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>For tiles under one layer. Take them for background only if somebody has searched them.</source>
        <translation>Für Kacheln unter einem Layer. Nur als Hintergrund nehmen, wenn jemand sie abgesucht hat.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>Take every pixel that a polygon to&amp;uches</source>
        <translation>&amp;Jedes berührte Pixel nehmen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>For things about as thin as a pixel, which else leave gaps. Usually a pixel counts when the polygon covers its middle.</source>
        <translation>Für Dinge, die kaum breiter als ein Pixel sind und sonst Lücken lassen. Üblicherweise zählt ein Pixel, wenn das Polygon seine Mitte bedeckt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>More about the polygons</source>
        <translation>Mehr zu den Polygonen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>&amp;Width of lines</source>
        <translation>Breite von &amp;Linien</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>Radius of &amp;points</source>
        <translation>Radius von &amp;Punkten</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>Where two o&amp;verlap, counts</source>
        <translation>Bei Überlappun&amp;g zählt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/label_options.py"/>
        <source>&amp;Rasters without any polygon</source>
        <translation>&amp;Raster ohne Polygone</translation>
    </message>
    <message>
        <location filename="../wizard_pages/layers.py"/>
        <source>Export the part that you need as a GeoTIFF: right-click the layer &gt; Export &gt; Save As…, and choose the new file here.</source>
        <translation>Exportieren Sie den benötigten Teil als GeoTIFF: Rechtsklick auf den Layer &gt; Export &gt; Speichern als…, und wählen Sie hier die neue Datei.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/layers.py"/>
        <source>“{}” is a web map, not a file: QGIS only gets pictures of it.</source>
        <translation>„{}“ ist eine Webkarte und keine Datei: QGIS bekommt nur Bilder davon.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/layers.py"/>
        <source>“{}” has no file of its own.</source>
        <translation>„{}“ hat keine eigene Datei.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/layers.py"/>
        <source>There is no name left in {}.</source>
        <translation>In {} ist kein Name mehr frei.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/layers.py"/>
        <source>Choose another folder.</source>
        <translation>Wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/layers.py"/>
        <source>The layer “{}” cannot be exported: {}</source>
        <translation>Der Layer „{}“ kann nicht exportiert werden: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/layers.py"/>
        <source>Export it yourself to a GeoPackage, and choose that file.</source>
        <translation>Exportieren Sie ihn selbst in ein GeoPackage und wählen Sie diese Datei.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/layers.py"/>
        <source>The layer cannot be copied to {}: {}.</source>
        <translation>Der Layer kann nicht nach {} kopiert werden: {}.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/layers.py"/>
        <source>Choose a folder that you may write to, on a disk with free space.</source>
        <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen, auf einem Datenträger mit freiem Platz.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/model_box.py"/>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <location filename="../wizard_pages/model_box.py"/>
        <source>The model of this run</source>
        <translation>Das Modell dieses Laufs</translation>
    </message>
    <message>
        <location filename="../wizard_pages/model_box.py"/>
        <source>A model file</source>
        <translation>Eine Modelldatei</translation>
    </message>
    <message>
        <location filename="../wizard_pages/model_box.py"/>
        <source>A model file may come from an earlier run or from a colleague.</source>
        <translation>Eine Modelldatei kann aus einem früheren Lauf oder von jemand anderem kommen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/model_box.py"/>
        <source>Models (*.safetensors)</source>
        <translation>Modelle (*.safetensors)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/model_box.py"/>
        <source>Choose a model file</source>
        <translation>Modelldatei wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/model_box.py"/>
        <source>model.safetensors in the folder of a run.</source>
        <translation>model.safetensors im Ordner eines Laufs.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/model_box.py"/>
        <source>Choose a model file.</source>
        <translation>Wählen Sie eine Modelldatei.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/model_box.py"/>
        <source>This run has no model yet: train first, or choose a model file.</source>
        <translation>Dieser Lauf hat noch kein Modell: Trainieren Sie zuerst oder wählen Sie eine Modelldatei.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/model_box.py"/>
        <location filename="../wizard_pages/result_page.py"/>
        <source>Reading the model…</source>
        <translation>Das Modell wird gelesen…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/model_box.py"/>
        <source>Tells apart: {}</source>
        <translation>Unterscheidet: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/model_box.py"/>
        <source>Bands: {}</source>
        <translation>Kanäle: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/model_box.py"/>
        <source>Learned from windows of {} pixels</source>
        <translation>Gelernt aus Fenstern von {} Pixeln</translation>
    </message>
    <message>
        <location filename="../wizard_pages/more_files.py"/>
        <source>Do the bands lie in files of their own, such as B02.tif, B03.tif, …? Choose the first as the raster, and add the others here. They may have pixels of another size.</source>
        <translation>Liegen die Kanäle in eigenen Dateien, etwa B02.tif, B03.tif, …? Wählen Sie die erste als Raster und fügen Sie die anderen hier hinzu. Sie dürfen andere Pixelgrößen haben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/more_files.py"/>
        <source>Add bands from other files</source>
        <translation>Kanäle aus anderen Dateien hinzufügen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/more_files.py"/>
        <source>Use the raster&apos;s own bands only.</source>
        <translation>Nur die eigenen Kanäle des Rasters verwenden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/more_files.py"/>
        <source>Use the raster&apos;s own bands only</source>
        <translation>Nur eigene Kanäle des Rasters verwenden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/more_files.py"/>
        <source>and the bands of {}</source>
        <translation>und die Kanäle von {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/more_files.py"/>
        <source>Choose files with further bands</source>
        <translation>Dateien mit weiteren Kanälen wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Network and training</source>
        <translation>Netz und Training</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>A U-Net learns from your chips by going through them again and again. The settings below work for most images; only the duration is yours to choose.</source>
        <translation>Ein U-Net lernt aus Ihren Chips, indem es sie immer wieder durchgeht. Die Einstellungen unten passen für die meisten Bilder; nur die Dauer müssen Sie wählen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Start training</source>
        <translation>Training starten</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>{} levels are too many for chips of {} pixels.</source>
        <translation>{} Ebenen sind zu viele für Chips von {} Pixeln.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Use {} levels or fewer, or larger chips.</source>
        <translation>Verwenden Sie höchstens {} Ebenen oder größere Chips.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Training takes up to {} GB of memory even with one chip per step; {} GB are free.</source>
        <translation>Das Training braucht selbst mit einem Chip je Schritt bis zu {} GB Arbeitsspeicher; {} GB sind frei.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Close other programs, or use smaller chips or a narrower network (under Advanced).</source>
        <translation>Schließen Sie andere Programme oder verwenden Sie kleinere Chips oder ein schmaleres Netz (unter „Erweitert“).</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>How long</source>
        <translation>Wie lange</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>&amp;Passes over the chips (epochs)</source>
        <translation>&amp;Durchgänge durch die Chips (Epochen)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>&amp;Time, in minutes</source>
        <translation>Zeit in &amp;Minuten</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>In one pass the network sees every training chip once. 30 is a good start. If the curves on the next page still get better at the end, train again with more; you can also finish early.</source>
        <translation>In einem Durchgang sieht das Netz jeden Trainings-Chip einmal. 30 ist ein guter Anfang. Werden die Kurven auf der nächsten Seite am Ende immer noch besser, trainieren Sie noch einmal mit mehr; Sie können auch früher beenden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Training ends when the time is up, and is paced to make the most of it. Good for a first try: 5 to 20 minutes show whether your polygons can be learned.</source>
        <translation>Das Training endet, wenn die Zeit um ist, und teilt sie sich so ein, dass das meiste herauskommt. Gut für einen ersten Versuch: 5 bis 20 Minuten zeigen, ob sich Ihre Polygone lernen lassen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>At most, while the processor trains and maps. Fewer chips per step, smaller chips or a narrower network need less.</source>
        <translation>Höchstens, während der Prozessor trainiert und kartiert. Weniger Chips je Schritt, kleinere Chips oder ein schmaleres Netz brauchen weniger.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Start training also chooses the best state and maps your rasters. You can work on meanwhile.</source>
        <translation>„Training starten“ wählt auch den besten Stand und kartiert Ihre Raster. Sie können inzwischen weiterarbeiten.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Measuring its speed…</source>
        <translation>Seine Geschwindigkeit wird gemessen…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Processor: {}</source>
        <translation>Prozessor: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Graphics card: {}</source>
        <translation>Grafikkarte: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Apple graphics: {}</source>
        <translation>Apple-Grafik: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>{} GB memory</source>
        <translation>{} GB Speicher</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>graphics card</source>
        <translation>Grafikkarte</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Speed: about {} chips of 256 × 256 pixels per second on the {}.</source>
        <translation>Geschwindigkeit: etwa {} Chips von 256 × 256 Pixeln je Sekunde ({}).</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>The speed could not be measured.</source>
        <translation>Die Geschwindigkeit konnte nicht gemessen werden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Takes up to {} GB of memory; {} GB are free.</source>
        <translation>Braucht bis zu {} GB Arbeitsspeicher; {} GB sind frei.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>&lt;b&gt;Use {} chips per step or fewer&lt;/b&gt; (under Advanced).</source>
        <translation>&lt;b&gt;Verwenden Sie höchstens {} Chips je Schritt&lt;/b&gt; (unter „Erweitert“).</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Estimating the time…</source>
        <translation>Die Zeit wird geschätzt…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>The time can be estimated once the pages before tell which chips there are.</source>
        <translation>Die Zeit kann geschätzt werden, sobald die Seiten davor sagen, welche Chips es gibt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>The time is estimated once the computer&apos;s speed is known.</source>
        <translation>Die Zeit wird geschätzt, sobald die Geschwindigkeit des Rechners bekannt ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>No estimate: the speed of this device was not measured.</source>
        <translation>Keine Schätzung: Die Geschwindigkeit dieses Geräts wurde nicht gemessen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Takes {}.</source>
        <translation>Dauert {}.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Takes {}, {} for each pass.</source>
        <translation>Dauert {}, {} je Durchgang.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Enough for about {} passes.</source>
        <translation>Reicht für etwa {} Durchgänge.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>30 are usual; for a first try a few minutes do.</source>
        <translation>30 sind üblich; für einen ersten Versuch genügen einige Minuten.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/network_page.py"/>
        <source>Enough for one pass at most, which is little to learn from.</source>
        <translation>Reicht höchstens für einen Durchgang, woraus sich wenig lernen lässt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/part_box.py"/>
        <source>The whole rasters</source>
        <translation>Die ganzen Raster</translation>
    </message>
    <message>
        <location filename="../wizard_pages/part_box.py"/>
        <source>What the map shows now</source>
        <translation>Was die Karte jetzt zeigt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/part_box.py"/>
        <source>Inside the polygons of a layer</source>
        <translation>In den Polygonen eines Layers</translation>
    </message>
    <message>
        <location filename="../wizard_pages/part_box.py"/>
        <source>A part is mapped sooner: try a model where you know the ground before you map everything.</source>
        <translation>Ein Teil ist schneller kartiert: Probieren Sie ein Modell dort, wo Sie sich auskennen, bevor Sie alles kartieren.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/part_box.py"/>
        <location filename="../wizard_pages/source_box.py"/>
        <location filename="../wizard_pages/source_rows.py"/>
        <location filename="../wizard_pages/split_method.py"/>
        <source>Choose a polygon layer</source>
        <translation>Polygonlayer wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/part_box.py"/>
        <source>Polygons to map inside</source>
        <translation>Polygone, in denen kartiert wird</translation>
    </message>
    <message>
        <location filename="../wizard_pages/part_box.py"/>
        <source>Wh&amp;ere</source>
        <translation>&amp;Gebiet</translation>
    </message>
    <message>
        <location filename="../wizard_pages/part_box.py"/>
        <source>No polygons are chosen to map inside.</source>
        <translation>Es sind keine Polygone gewählt, in denen kartiert werden soll.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/part_box.py"/>
        <source>Choose a polygon layer, or map the whole rasters.</source>
        <translation>Wählen Sie einen Polygonlayer oder kartieren Sie die ganzen Raster.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/part_box.py"/>
        <source>The map shows nothing of these rasters.</source>
        <translation>Die Karte zeigt nichts von diesen Rastern.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/part_box.py"/>
        <source>Move the map to what you want mapped, or map the whole rasters.</source>
        <translation>Bewegen Sie die Karte dorthin, was Sie kartieren wollen, oder kartieren Sie die ganzen Raster.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/pr_curve.py"/>
        <source>Precision against recall</source>
        <translation>Präzision gegen Trefferquote</translation>
    </message>
    <message>
        <location filename="../wizard_pages/pr_curve.py"/>
        <source>Precision: how much of what is marked is right. Recall: how much is found. A higher threshold marks less, but what it marks is right more often. The curve shows every threshold, on the validation chips.</source>
        <translation>Präzision: wie viel vom Markierten richtig ist. Trefferquote: wie viel gefunden wird. Ein höherer Schwellenwert markiert weniger, das aber öfter richtig. Die Kurve zeigt jeden Schwellenwert auf den Validierungs-Chips.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/pr_curve.py"/>
        <source>Towards the upper right is better: all that is found is right, and nothing is missed.</source>
        <translation>Nach oben rechts ist besser: Alles Gefundene ist richtig, und nichts wird übersehen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/pr_curve.py"/>
        <source>The curve needs the Python package matplotlib, which this QGIS does not have.</source>
        <translation>Die Kurve braucht das Python-Paket matplotlib, das dieses QGIS nicht hat.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/pr_curve.py"/>
        <source>best threshold {threshold}: {precision} of what is marked as {name} is right, {recall} of it is found</source>
        <translation>bester Schwellenwert {threshold}: {precision} des als {name} Markierten sind richtig, {recall} davon werden gefunden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/pr_curve.py"/>
        <source>your threshold {threshold}: {precision} right, {recall} found</source>
        <translation>Ihr Schwellenwert {threshold}: {precision} richtig, {recall} gefunden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/pr_figure.py"/>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Recall</source>
        <translation>Trefferquote</translation>
    </message>
    <message>
        <location filename="../wizard_pages/pr_figure.py"/>
        <location filename="../wizard_pages/selection_tables.py"/>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Precision</source>
        <translation>Präzision</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>as in training</source>
        <translation>wie im Training</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>half the window</source>
        <translation>halbes Fenster</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Middle counts most (Gaussian)</source>
        <translation>Mitte zählt am meisten (Gauß)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Middle counts more (Hann)</source>
        <translation>Mitte zählt mehr (Hann)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>All alike (uniform)</source>
        <translation>Alle gleich (gleichmäßig)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Mirror image (reflect)</source>
        <translation>Spiegelbild (reflect)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Outermost pixels (replicate)</source>
        <translation>Äußerste Pixel (replicate)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Nothing (constant)</source>
        <translation>Nichts (constant)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>A&amp;verage mirror images</source>
        <translation>Spiegelbilder &amp;mitteln</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Probabilities in &amp;8 bits</source>
        <translation>Wahrscheinlichkeiten in &amp;8 Bit</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Probability of each c&amp;lass</source>
        <translation>Wahrscheinlichkeit jeder K&amp;lasse</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>the model&apos;s own</source>
        <translation>der des Modells</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Graphics card ({})</source>
        <translation>Grafikkarte ({})</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Apple graphics ({})</source>
        <translation>Apple-Grafik ({})</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Edge of the square that the model sees at once. As in training is nearly always best.</source>
        <translation>Kante des Quadrats, das das Modell auf einmal sieht. „Wie im Training“ ist fast immer am besten.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>From window to window. Less than the window lets them overlap, which hides the seams: half is good, a quarter smoother but four times as slow.</source>
        <translation>Von Fenster zu Fenster. Weniger als das Fenster lässt sie überlappen, was die Nähte verbirgt: Die Hälfte ist gut, ein Viertel glatter, aber viermal so langsam.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>&amp;Overlaps</source>
        <translation>Überla&amp;ppungen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>How overlapping windows are averaged. A model is surest in the middle of a window.</source>
        <translation>Wie überlappende Fenster gemittelt werden. Ein Modell ist in der Mitte eines Fensters am sichersten.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Beyond the &amp;edge</source>
        <translation>Jenseits des &amp;Rands</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>What a window sees where the raster ends. Its mirror image is nearly always best.</source>
        <translation>Was ein Fenster sieht, wo das Raster endet. Sein Spiegelbild ist fast immer am besten.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Looks at each window also mirrored, in three ways, and averages the answers: a bit better and steadier, and four times as slow.</source>
        <translation>Betrachtet jedes Fenster auch gespiegelt, auf drei Arten, und mittelt die Antworten: etwas besser und ruhiger, und viermal so langsam.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Windows at &amp;once</source>
        <translation>Fenster auf &amp;einmal</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>More may be faster on a graphics card and needs more memory.</source>
        <translation>Mehr kann auf einer Grafikkarte schneller sein und braucht mehr Speicher.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Stores them in steps of 0.4 % in a quarter of the room, enough for any threshold.</source>
        <translation>Speichert sie in Schritten von 0,4 % auf einem Viertel des Platzes, genug für jeden Schwellenwert.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>With more than two classes: a band for each, rather than the likeliest class and its own probability.</source>
        <translation>Bei mehr als zwei Klassen: ein Kanal für jede, statt der wahrscheinlichsten Klasse und ihrer Wahrscheinlichkeit.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>&amp;Threshold</source>
        <translation>S&amp;chwellenwert</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Least probability from which a pixel counts, with two classes. The model&apos;s own is the best on its validation set.</source>
        <translation>Kleinste Wahrscheinlichkeit, ab der ein Pixel zählt, bei zwei Klassen. Der des Modells ist der beste auf seiner Validierungsmenge.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_options.py"/>
        <source>Co&amp;mpute on</source>
        <translation>Rechnen a&amp;uf</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>Predict</source>
        <translation>Kartieren</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>Tick rasters that look like the ones it learned from: the same bands, a similar pixel size and season.</source>
        <translation>Haken Sie Raster an, die denen ähneln, aus denen gelernt wurde: dieselben Kanäle, ähnliche Pixelgröße und Jahreszeit.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>Your own rasters are mapped already: Next shows them.</source>
        <translation>Ihre eigenen Raster sind schon kartiert: „Weiter“ zeigt sie.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>The model maps whole rasters.</source>
        <translation>Das Modell kartiert ganze Raster.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <location filename="../wizard_pages/raster_list.py"/>
        <source>Rasters</source>
        <translation>Raster</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>Output</source>
        <translation>Ausgabe</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>Choose a folder for the maps</source>
        <translation>Ordner für die Karten wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>The folder for the maps. Nothing in it is ever overwritten.</source>
        <translation>Der Ordner für die Karten. Nichts darin wird je überschrieben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>Files that will be written</source>
        <translation>Dateien, die geschrieben werden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>&amp;Keep the probabilities</source>
        <translation>Wahrscheinlichkeiten &amp;behalten</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>How sure the model is, for each pixel. The threshold slider on the next page needs them.</source>
        <translation>Wie sicher das Modell ist, für jedes Pixel. Der Schieberegler für den Schwellenwert auf der nächsten Seite braucht sie.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>&amp;Predict</source>
        <translation>&amp;Kartieren</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>Maps the rasters one after another. You can go on working meanwhile.</source>
        <translation>Kartiert die Raster nacheinander. Sie können inzwischen weiterarbeiten.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <location filename="../wizard_pages/result_page.py"/>
        <location filename="../wizard_pages/selection_page.py"/>
        <location filename="../wizard_pages/training_page.py"/>
        <source>&amp;Cancel</source>
        <translation>&amp;Abbrechen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>Stops. Rasters that are finished stay.</source>
        <translation>Hält an. Fertige Raster bleiben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>Progress of the prediction</source>
        <translation>Fortschritt der Kartierung</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>{} of {}: {}</source>
        <translation>{} von {}: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>{} left for this raster</source>
        <translation>noch {} für dieses Raster</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>Done. The next page shows the maps and loads them as layers.</source>
        <translation>Fertig. Die nächste Seite zeigt die Karten und lädt sie als Layer.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>All of them as one: {}</source>
        <translation>Alle zusammen: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>Cancelled. Maps that were finished stay.</source>
        <translation>Abgebrochen. Fertige Karten bleiben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/prediction_page.py"/>
        <source>Not begun: {} rasters.</source>
        <translation>Nicht begonnen: {} Raster.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_list.py"/>
        <source>Tick what is to be mapped: layers of the project, and files that you add.</source>
        <translation>Haken Sie an, was kartiert werden soll: Layer des Projekts und Dateien, die Sie hinzufügen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_list.py"/>
        <source>&amp;Add files…</source>
        <translation>&amp;Dateien hinzufügen…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_list.py"/>
        <source>Adds rasters that are not in the project.</source>
        <translation>Fügt Raster hinzu, die nicht im Projekt sind.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_list.py"/>
        <source>Add fol&amp;der…</source>
        <translation>&amp;Ordner hinzufügen…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_list.py"/>
        <source>Adds all rasters in a folder, such as the tiles of a mosaic.</source>
        <translation>Fügt alle Raster eines Ordners hinzu, etwa die Kacheln eines Mosaiks.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_list.py"/>
        <source>Rasters ({});;All files (*)</source>
        <translation>Raster ({});;Alle Dateien (*)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_list.py"/>
        <source>Choose rasters</source>
        <translation>Raster wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_list.py"/>
        <source>Choose a folder of rasters</source>
        <translation>Ordner mit Rastern wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_list.py"/>
        <source>No rasters in {}: none of its files ends in {}.</source>
        <translation>Keine Raster in {}: Keine der Dateien endet auf {}.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_list.py"/>
        <source>{} ticked</source>
        <translation>{} angehakt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_list.py"/>
        <source>None ticked.</source>
        <translation>Keines angehakt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>More about the rasters</source>
        <translation>Mehr zu den Rastern</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>Move the band up</source>
        <translation>Kanal nach oben</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>Move the band down</source>
        <translation>Kanal nach unten</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>(not in this raster)</source>
        <translation>(nicht in diesem Raster)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>Bands</source>
        <translation>Kanäle</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>The bands that the network gets to see. Untick those that say nothing about what you look for; the order matters only where a model is to be used on other rasters.</source>
        <translation>Die Kanäle, die das Netz zu sehen bekommt. Haken Sie ab, was über das Gesuchte nichts aussagt; die Reihenfolge zählt nur, wenn ein Modell auf andere Raster angewandt werden soll.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>as they are</source>
        <translation>unverändert</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>Larger pixels let the network see more ground at once, and take less time; things should stay some ten pixels wide. The map gets pixels of this size. Metres on the ground.</source>
        <translation>Mit größeren Pixeln sieht das Netz mehr Boden auf einmal und braucht weniger Zeit; Dinge sollten einige zehn Pixel breit bleiben. Die Karte bekommt Pixel dieser Größe. Meter in der Natur.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>as fits the size</source>
        <translation>passend zur Größe</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>average of what a pixel covers</source>
        <translation>Mittel dessen, was ein Pixel bedeckt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>between the nearest four</source>
        <translation>zwischen den nächsten vier</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>How pixels of another size get their values. By itself: averages for larger pixels, values in between for smaller ones. A pixel&apos;s class is the one that most of it has.</source>
        <translation>Wie Pixel anderer Größe ihre Werte bekommen. Von selbst: Mittelwerte für größere Pixel, Zwischenwerte für kleinere. Die Klasse eines Pixels ist die, die das meiste davon hat.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>&amp;Bands</source>
        <translation>Ka&amp;näle</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>Pi&amp;xel size</source>
        <translation>Pi&amp;xelgröße</translation>
    </message>
    <message>
        <location filename="../wizard_pages/raster_options.py"/>
        <source>Their &amp;values</source>
        <translation>Ihre Wer&amp;te</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_loader.py"/>
        <source>Load as layer</source>
        <translation>Als Layer laden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_loader.py"/>
        <source>The map of {} is ready, but another project is open now. Add it to this one?</source>
        <translation>Die Karte von {} ist fertig, aber inzwischen ist ein anderes Projekt offen. Zu diesem hinzufügen?</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_loader.py"/>
        <source>{}: probability of its class</source>
        <translation>{}: Wahrscheinlichkeit seiner Klasse</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_loader.py"/>
        <source>{}: probability of {}</source>
        <translation>{}: Wahrscheinlichkeit von {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_loader.py"/>
        <source>{}: objects</source>
        <translation>{}: Objekte</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_loader.py"/>
        <source>QGIS cannot open {}.</source>
        <translation>QGIS kann {} nicht öffnen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_loader.py"/>
        <source>Look into the run folder whether the file is there, and load it again.</source>
        <translation>Sehen Sie im Ordner des Laufs nach, ob die Datei da ist, und laden Sie sie erneut.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_loader.py"/>
        <source>{} classes</source>
        <translation>{} Klassen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>The raster whose map is shown and loaded.</source>
        <translation>Das Raster, dessen Karte gezeigt und geladen wird.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>Result</source>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>Move the threshold until the map looks right, then load it as a layer.</source>
        <translation>Verschieben Sie den Schwellenwert, bis die Karte richtig aussieht, und laden Sie sie dann als Layer.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <location filename="../wizard_pages/selection_tables.py"/>
        <location filename="../wizard_pages/threshold_slider.py"/>
        <source>Threshold</source>
        <translation>Schwelle</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>&amp;Show on the map</source>
        <translation>Auf der &amp;Karte zeigen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>Shows at once what the map will be; nothing is computed or written yet.</source>
        <translation>Zeigt sofort, wie die Karte wird; es wird noch nichts berechnet oder geschrieben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>&amp;Load as layer</source>
        <translation>Als &amp;Layer laden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>Writes the map at this threshold as a GeoTIFF and adds it to the project, background clear. A layer of the same map at another threshold gives way.</source>
        <translation>Schreibt die Karte mit diesem Schwellenwert als GeoTIFF und fügt sie dem Projekt hinzu, mit durchsichtigem Hintergrund. Ein Layer derselben Karte mit anderem Schwellenwert wird ersetzt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>Add the &amp;probabilities too</source>
        <translation>A&amp;uch die Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>A second layer that shows how sure the model is.</source>
        <translation>Ein zweiter Layer, der zeigt, wie sicher das Modell ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>Progress of the mask</source>
        <translation>Fortschritt der Maske</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>Stops. The map stays as it was, and no layer is added.</source>
        <translation>Hält an. Die Karte bleibt, wie sie war, und es wird kein Layer hinzugefügt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>{} (predicted later)</source>
        <translation>{} (später kartiert)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>There is no map yet: train a network, or predict a raster on the page before.</source>
        <translation>Es gibt noch keine Karte: Trainieren Sie ein Netz oder kartieren Sie auf der Seite davor ein Raster.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>Shows: {}</source>
        <translation>Zeigt: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>Each pixel gets its most probable class, so there is no threshold to choose.</source>
        <translation>Jedes Pixel bekommt seine wahrscheinlichste Klasse, daher gibt es keinen Schwellenwert zu wählen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>The probabilities were not kept, so the threshold cannot be shown on the map.</source>
        <translation>Die Wahrscheinlichkeiten wurden nicht behalten, daher kann der Schwellenwert nicht auf der Karte gezeigt werden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>The model has changed since. Load as layer makes this map anew.</source>
        <translation>Das Modell ist inzwischen ein anderes. „Als Layer laden“ macht diese Karte neu.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/result_page.py"/>
        <source>Saved as {}</source>
        <translation>Gespeichert als {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/run_folder_box.py"/>
        <source>Run &amp;folder</source>
        <translation>&amp;Ordner des Laufs</translation>
    </message>
    <message>
        <location filename="../wizard_pages/run_folder_box.py"/>
        <source>Choose a folder for the run</source>
        <translation>Ordner für den Lauf wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/run_folder_box.py"/>
        <source>Everything that the run makes is kept here: chips, checkpoints, the model and the maps. Choose a new folder on a disk with a few gigabytes of free space.</source>
        <translation>Hier wird alles aufbewahrt, was der Lauf macht: Chips, Checkpoints, das Modell und die Karten. Wählen Sie einen neuen Ordner auf einem Datenträger mit einigen Gigabyte freiem Platz.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/run_folder_box.py"/>
        <source>Choose a new folder.</source>
        <translation>Wählen Sie einen neuen Ordner.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/run_folder_box.py"/>
        <source>No run folder is chosen.</source>
        <translation>Es ist kein Ordner für den Lauf gewählt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/run_folder_box.py"/>
        <source>The run folder is a file.</source>
        <translation>Der Ordner des Laufs ist eine Datei.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/run_folder_box.py"/>
        <source>Choose a folder with a shorter name.</source>
        <translation>Wählen Sie einen Ordner mit kürzerem Namen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/run_folder_box.py"/>
        <source>The name of the run folder is too long.</source>
        <translation>Der Name des Ordners ist zu lang.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/run_folder_box.py"/>
        <source>It is made when the run starts.</source>
        <translation>Er wird angelegt, wenn der Lauf beginnt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/run_folder_box.py"/>
        <source>This folder holds a run.</source>
        <translation>Dieser Ordner enthält einen Lauf.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/run_folder_box.py"/>
        <source>This folder is there already; the run adds its files to it.</source>
        <translation>Diesen Ordner gibt es schon; der Lauf fügt seine Dateien hinzu.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/sample.py"/>
        <source>Banepa, aerial image</source>
        <translation>Banepa, Luftbild</translation>
    </message>
    <message>
        <location filename="../wizard_pages/sample.py"/>
        <source>Banepa, buildings</source>
        <translation>Banepa, Gebäude</translation>
    </message>
    <message>
        <location filename="../wizard_pages/sample.py"/>
        <source>The sample is missing.</source>
        <translation>Das Beispiel fehlt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/sample.py"/>
        <source>Install the plugin again.</source>
        <translation>Installieren Sie das Plugin neu.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>Choose the model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>Each checkpoint was tried on the testing chips, which it has never seen. The best one is the model, unless you choose another.</source>
        <translation>Jeder Checkpoint wurde auf den Test-Chips erprobt, die er nie gesehen hat. Der beste ist das Modell, wenn Sie keinen anderen wählen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>&amp;Make this the model</source>
        <translation>Zum &amp;Modell machen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>Takes the selected checkpoint instead of the best one. Maps and masks made so far are of the other model; predict again to renew them.</source>
        <translation>Nimmt den markierten Checkpoint statt des besten. Bisherige Karten und Masken stammen vom anderen Modell; kartieren Sie erneut, um sie zu erneuern.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>IoU is right for most maps. Accuracy suits classes that all cover much of the image.</source>
        <translation>IoU ist für die meisten Karten richtig. Genauigkeit passt für Klassen, die alle viel vom Bild bedecken.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>on the testing chips</source>
        <translation>auf den Test-Chips</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>on the validation chips</source>
        <translation>auf den Validierungs-Chips</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>Chips that decide</source>
        <translation>Chips, die entscheiden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>The chips that decide which checkpoint is best; their own figure is then a little too good. With the validation chips, the figures on the testing chips are those of an unbiased test.</source>
        <translation>Die Chips, die entscheiden, welcher Checkpoint der beste ist; ihre eigene Kennzahl ist dann etwas zu gut. Mit den Validierungs-Chips sind die Kennzahlen auf den Test-Chips die eines unvoreingenommenen Tests.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>Choose &amp;again</source>
        <translation>&amp;Neu wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>Takes the best checkpoint by this measure as the model.</source>
        <translation>Nimmt den nach diesem Maß besten Checkpoint als Modell.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>Stops. The model stays the one that it was.</source>
        <translation>Hält an. Das Modell bleibt, welches es war.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>Best b&amp;y</source>
        <translation>&amp;Bester nach</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>There is no model yet: the training has to finish first.</source>
        <translation>Es gibt noch kein Modell: Erst muss das Training fertig sein.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>It finds {recall:.0f} % of “{name}”; {precision:.0f} % of what it marks as such is right.</source>
        <translation>Es findet {recall:.0f} % von „{name}“; {precision:.0f} % dessen, was es so markiert, sind richtig.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>Not good enough? Train longer, or draw more where the chips below score low.</source>
        <translation>Nicht gut genug? Trainieren Sie länger oder zeichnen Sie mehr, wo die Chips unten schlecht abschneiden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>&lt;b&gt;Epoch {epoch} is the model&lt;/b&gt; (★): you chose it. It also has the best {measure} on the testing chips, {value}.</source>
        <translation>&lt;b&gt;Epoche {epoch} ist das Modell&lt;/b&gt; (★): Sie haben sie gewählt. Sie hat auch den besten Wert für {measure} auf den Test-Chips, {value}.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>&lt;b&gt;Epoch {epoch} is the model&lt;/b&gt; (★): you chose it. Its {measure} on the testing chips is {value}; epoch {best} has the best, {best_value}.</source>
        <translation>&lt;b&gt;Epoche {epoch} ist das Modell&lt;/b&gt; (★): Sie haben sie gewählt. Ihr Wert für {measure} auf den Test-Chips ist {value}; den besten hat Epoche {best}, {best_value}.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>&lt;b&gt;Epoch {epoch} is the model&lt;/b&gt; (★): it is the only checkpoint. Its {measure} on the testing chips is {value}.</source>
        <translation>&lt;b&gt;Epoche {epoch} ist das Modell&lt;/b&gt; (★): Sie ist der einzige Checkpoint. Ihr Wert für {measure} auf den Test-Chips ist {value}.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>&lt;b&gt;Epoch {epoch} is the model&lt;/b&gt; (★): of {count} checkpoints it has the best {measure} on the validation chips. On the testing chips, which had no say, its {measure} is {value}.</source>
        <translation>&lt;b&gt;Epoche {epoch} ist das Modell&lt;/b&gt; (★): Von {count} Checkpoints hat sie den besten Wert für {measure} auf den Validierungs-Chips. Auf den Test-Chips, die nicht mitentschieden haben, ist der Wert für {measure} {value}.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>&lt;b&gt;Epoch {epoch} is the model&lt;/b&gt; (★): of {count} checkpoints it has the best {measure} on the testing chips, {value}. As it was picked by these very chips, expect a little less on new images.</source>
        <translation>&lt;b&gt;Epoche {epoch} ist das Modell&lt;/b&gt; (★): Von {count} Checkpoints hat sie den besten Wert für {measure} auf den Test-Chips, {value}. Da sie nach eben diesen Chips ausgesucht wurde, erwarten Sie auf neuen Bildern etwas weniger.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>class {}</source>
        <translation>Klasse {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>Trying the checkpoints on the testing chips…</source>
        <translation>Die Checkpoints werden auf den Test-Chips erprobt…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_page.py"/>
        <source>Making epoch {} the model…</source>
        <translation>Epoche {} wird zum Modell…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Overlap: what model and polygons share, of all that either marks. 1 is perfect.</source>
        <translation>Überlappung: was Modell und Polygone gemeinsam haben, von allem, was eines von beiden markiert. 1 ist vollkommen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Middle way between precision and recall. 1 is perfect.</source>
        <translation>Mittelweg zwischen Präzision und Trefferquote. 1 ist vollkommen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Share of all pixels that are right. High even for a poor model where a class is rare.</source>
        <translation>Anteil aller Pixel, die richtig sind. Hoch sogar bei einem schlechten Modell, wo eine Klasse selten ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>The pass after which this checkpoint was saved.</source>
        <translation>Der Durchgang, nach dem dieser Checkpoint gespeichert wurde.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Least probability from which a pixel counts; the best one on the validation set.</source>
        <translation>Kleinste Wahrscheinlichkeit, ab der ein Pixel zählt; die beste auf der Validierungsmenge.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Checkpoints</source>
        <translation>Checkpoints</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Click a row to see its figures below; click a heading to sort.</source>
        <translation>Klicken Sie auf eine Zeile, um unten ihre Kennzahlen zu sehen; auf eine Überschrift, um zu sortieren.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>What is taken for what</source>
        <translation>Was wofür gehalten wird</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Testing pixels. Each row is a class as you drew it: how much of it the model marks as what.</source>
        <translation>Test-Pixel. Jede Zeile ist eine Klasse, wie Sie sie gezeichnet haben: wie viel davon das Modell als was markiert.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Each row adds up to 100 %; the diagonal is what is right.</source>
        <translation>Jede Zeile ergibt 100 %; die Diagonale ist, was richtig ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>{count} pixels of “{truth}” are marked as “{seen}”.</source>
        <translation>{count} Pixel von „{truth}“ sind als „{seen}“ markiert.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>How good for each class</source>
        <translation>Wie gut für jede Klasse</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>The classes as you named them.</source>
        <translation>Die Klassen, wie Sie sie genannt haben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Of all that the model marks as this class, how much is right.</source>
        <translation>Wie viel von allem, was das Modell als diese Klasse markiert, richtig ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Of all that is this class, how much the model finds.</source>
        <translation>Wie viel von allem, was diese Klasse ist, das Modell findet.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/selection_tables.py"/>
        <source>Overlap: what model and polygons share, of all that either marks.</source>
        <translation>Überlappung: was Modell und Polygone gemeinsam haben, von allem, was eines von beiden markiert.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_box.py"/>
        <source>Choose a file; it is added to the project</source>
        <translation>Datei wählen; sie wird dem Projekt hinzugefügt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_box.py"/>
        <source>Choose a raster</source>
        <translation>Raster wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_box.py"/>
        <source>“{}” holds no polygons.</source>
        <translation>„{}“ enthält keine Polygone.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_box.py"/>
        <source>Choose a polygon layer; lines and points can be buffered first.</source>
        <translation>Wählen Sie einen Polygonlayer; Linien und Punkte können vorher gepuffert werden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>Choose a raster layer</source>
        <translation>Rasterlayer wählen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>The whole raster</source>
        <translation>Das ganze Raster</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>Tick this to learn from the polygons that are selected on the map now, and from no others.</source>
        <translation>Haken Sie dies an, um nur aus den Polygonen zu lernen, die jetzt auf der Karte gewählt sind.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>Take this raster and its ROIs out of the run; the layers stay.</source>
        <translation>Dieses Raster und seine ROIs aus dem Lauf nehmen; die Layer bleiben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>as for all rasters</source>
        <translation>wie für alle Raster</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>background: something else</source>
        <translation>Hintergrund: etwas anderes</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>not known: left out</source>
        <translation>unbekannt: weggelassen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>Where everything was drawn on one raster, but only examples on another, say so here.</source>
        <translation>Wo auf einem Raster alles gezeichnet ist, auf einem anderen aber nur Beispiele, sagen Sie es hier.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>More about this raster</source>
        <translation>Mehr zu diesem Raster</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>Choose the image to learn from.</source>
        <translation>Wählen Sie das Bild, aus dem gelernt wird.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>No raster is chosen.</source>
        <translation>Es ist kein Raster gewählt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>Choose the layer with the polygons that you drew on the raster.</source>
        <translation>Wählen Sie den Layer mit den Polygonen, die Sie auf das Raster gezeichnet haben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>No ROI layer is chosen.</source>
        <translation>Es ist kein ROI-Layer gewählt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>{} × {} pixels</source>
        <translation>{} × {} Pixel</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>a pixel is {} m wide</source>
        <translation>ein Pixel ist {} m breit</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>a pixel is {} × {} m</source>
        <translation>ein Pixel ist {} × {} m</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>{} of it unknown</source>
        <translation>davon {} unbekannt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>one band: {}</source>
        <translation>ein Kanal: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>{} bands: {}</source>
        <translation>{} Kanäle: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>“{}” has edits that are not saved yet; they are not used.</source>
        <translation>„{}“ hat nicht gespeicherte Änderungen; sie werden nicht verwendet.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>Save the layer&apos;s edits to use them.</source>
        <translation>Speichern Sie die Änderungen des Layers, um sie zu verwenden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>Only the {} selected polygons</source>
        <translation>Nur die {} gewählten Polygone</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>The image to learn from: a GeoTIFF or any other raster file, with any number of bands. Several rasters must have the same bands.</source>
        <translation>Das Bild, aus dem gelernt wird: ein GeoTIFF oder eine andere Rasterdatei mit beliebig vielen Kanälen. Mehrere Raster müssen dieselben Kanäle haben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>Your regions of interest: the polygons around what the network shall find. Draw them tightly: it learns from every pixel inside.</source>
        <translation>Ihre Regions of Interest: die Polygone um das, was das Netz finden soll. Zeichnen Sie sie eng: Es lernt aus jedem Pixel darin.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>Optional. If you drew only in a part of the raster, give a polygon around that part: everything outside it is left out, so that what you did not draw there is not taken for background.</source>
        <translation>Optional. Wenn Sie nur in einem Teil des Rasters gezeichnet haben, geben Sie ein Polygon um diesen Teil an: Alles außerhalb wird weggelassen, damit das dort nicht Gezeichnete nicht als Hintergrund gilt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <location filename="../processing_provider/inputs.py"/>
        <source>Raster</source>
        <translation>Raster</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>All drawn within</source>
        <translation>Alles gezeichnet in</translation>
    </message>
    <message>
        <location filename="../wizard_pages/source_rows.py"/>
        <source>Ground outside its polygons is</source>
        <translation>Boden außerhalb seiner Polygone ist</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>by &amp;area (recommended)</source>
        <translation>nach &amp;Fläche (empfohlen)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>at rando&amp;m</source>
        <translation>z&amp;ufällig</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>by raste&amp;r, each one whole</source>
        <translation>nach &amp;Rastern, jedes ganz</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>by &amp;polygons of mine</source>
        <translation>nach eigenen &amp;Polygonen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>by &amp;groups of ROIs, as a field says</source>
        <translation>nach &amp;Gruppen von ROIs laut Feld</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>Each set gets ground of its own. Chips across a border are left out, so no pixel is in two sets, and the figures tell what to expect on new ground.</source>
        <translation>Jede Teilmenge bekommt eigenen Boden. Chips über einer Grenze werden weggelassen, sodass kein Pixel in zwei Teilmengen liegt und die Kennzahlen sagen, was auf neuem Boden zu erwarten ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>Any chip may fall into any set, and none is lost. Neighbours overlap, so the network is judged on pixels that it has learnt from: the figures look better than they are.</source>
        <translation>Jeder Chip kann in jede Teilmenge fallen, und keiner geht verloren. Nachbarn überlappen, daher wird das Netz nach Pixeln beurteilt, aus denen es gelernt hat: Die Kennzahlen sehen besser aus, als sie sind.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>All chips of a raster come into one set: the figures tell what to expect on another raster, such as another day or place.</source>
        <translation>Alle Chips eines Rasters kommen in eine Teilmenge: Die Kennzahlen sagen, was auf einem anderen Raster zu erwarten ist, etwa von einem anderen Tag oder Ort.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>You draw the ground of each set, in a polygon layer with a field that says train, validation or test. Chips that no polygon holds whole are left out.</source>
        <translation>Sie zeichnen den Boden jeder Teilmenge in einem Polygonlayer mit einem Feld, in dem train, validation oder test steht. Chips, die kein Polygon ganz enthält, werden weggelassen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>ROIs with the same value, such as a plot, an owner or a region, come into one set, with the ground around them. A chip on ROIs of two sets is left out.</source>
        <translation>ROIs mit demselben Wert, etwa Flurstück, Eigentümer oder Region, kommen in eine Teilmenge, mit dem Boden um sie herum. Ein Chip auf ROIs zweier Teilmengen wird weggelassen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>Polygons of the sets</source>
        <translation>Polygone der Teilmengen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>The field that says train, validation or test.</source>
        <translation>Das Feld, in dem train, validation oder test steht.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>Cross-validation: the ground is cut into so many parts, and each run keeps another one for testing. So you learn how much the figures depend on the place; 5 are usual.</source>
        <translation>Kreuzvalidierung: Der Boden wird in so viele Teile geschnitten, und jeder Lauf behält einen anderen für den Test. So erfahren Sie, wie sehr die Kennzahlen vom Ort abhängen; 5 sind üblich.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>The part that this run keeps for testing; the next one is for validation. Start a run for each, in a folder of its own; the command line does all of them in one go.</source>
        <translation>Der Teil, den dieser Lauf für den Test behält; der nächste ist für die Validierung. Starten Sie für jeden einen Lauf in einem eigenen Ordner; die Befehlszeile erledigt alle auf einmal.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>&amp;Layer</source>
        <translation>&amp;Layer</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>Set i&amp;n field</source>
        <translation>Teilmenge &amp;im Feld</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>F&amp;olds (cross-validation)</source>
        <translation>Teile (&amp;Kreuzvalidierung)</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>&amp;Tested in this run</source>
        <translation>I&amp;n diesem Lauf getestet</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_method.py"/>
        <source>“{}” has edits that are not saved; only what is saved counts.</source>
        <translation>„{}“ hat nicht gespeicherte Änderungen; nur das Gespeicherte zählt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Most chips are for learning. Some are kept apart, so that the result is judged on ground that the network has never seen.</source>
        <translation>Die meisten Chips sind zum Lernen. Einige werden zurückgehalten, damit das Ergebnis nach Boden beurteilt wird, den das Netz nie gesehen hat.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Testing</source>
        <translation>Test</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>T&amp;raining</source>
        <translation>&amp;Training</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>The network learns from these. Most of the chips: 60 to 80 %.</source>
        <translation>Daraus lernt das Netz. Die meisten Chips: 60 bis 80 %.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>&amp;Validation</source>
        <translation>&amp;Validierung</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>After each pass over the training chips, progress is measured on these. 10 to 20 % will do.</source>
        <translation>Nach jedem Durchgang durch die Trainings-Chips wird hier der Fortschritt gemessen. 10 bis 20 % genügen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>&amp;Testing</source>
        <translation>T&amp;est</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Kept for the end: on these the best state of the network is chosen and judged. 10 to 20 % will do.</source>
        <translation>Für das Ende aufgehoben: Hiernach wird der beste Stand des Netzes gewählt und beurteilt. 10 bis 20 % genügen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>The chips are divided</source>
        <translation>Die Chips werden aufgeteilt</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Set</source>
        <translation>Teilmenge</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Left out</source>
        <translation>Weggelassen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Dividing the chips…</source>
        <translation>Die Chips werden aufgeteilt…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>The polygons decide how much each set gets, so the percentages do not count.</source>
        <translation>Die Polygone bestimmen, wie viel jede Teilmenge bekommt; die Prozentwerte zählen nicht.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>With folds, one is for testing, one for validation and the rest for training, so the percentages do not count.</source>
        <translation>Bei der Kreuzvalidierung ist ein Teil für den Test, einer für die Validierung und der Rest für das Training; die Prozentwerte zählen nicht.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Each set is a piece of ground of its own, so what the network is judged on is truly new to it.</source>
        <translation>Jede Teilmenge ist ein eigenes Stück Boden; wonach das Netz beurteilt wird, ist ihm also wirklich neu.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Neighbours overlap, and by chance they fall into different sets.</source>
        <translation>Nachbarn überlappen und fallen zufällig in verschiedene Teilmengen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Whole rasters come as near to the percentages as they can.</source>
        <translation>Ganze Raster kommen den Prozentwerten so nahe, wie sie können.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Chips that lie wholly within the polygons of one set belong to it. The field says train, validation or test.</source>
        <translation>Chips, die ganz in den Polygonen einer Teilmenge liegen, gehören zu ihr. Im Feld steht train, validation oder test.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>ROIs of one group stay together; chips without any go with the nearest group.</source>
        <translation>ROIs einer Gruppe bleiben zusammen; Chips ohne ROIs gehen mit der nächsten Gruppe.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Chips across a border between two sets are left out, so that no pixel is in two sets.</source>
        <translation>Chips über einer Grenze zwischen zwei Teilmengen werden weggelassen, sodass kein Pixel in zwei Teilmengen liegt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>No pixel is in two sets.</source>
        <translation>Kein Pixel liegt in zwei Teilmengen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>The sets share {} pixels, so the figures will be too good.</source>
        <translation>Die Teilmengen haben {} Pixel gemeinsam, daher werden die Kennzahlen zu gut ausfallen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Split by area, or choose a stride as long as the window.</source>
        <translation>Teilen Sie nach Fläche auf oder wählen Sie eine Schrittweite so lang wie das Fenster.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>No pixel in “{}” of: {}.</source>
        <translation>Kein Pixel in „{}“ von: {}.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/split_page.py"/>
        <source>Draw polygons of it in more places, or give this set more chips.</source>
        <translation>Zeichnen Sie Polygone davon an mehr Stellen oder geben Sie dieser Teilmenge mehr Chips.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/threshold_preview.py"/>
        <source>Preview of the threshold: {}</source>
        <translation>Vorschau des Schwellenwerts: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/threshold_slider.py"/>
        <source>Least probability from which a pixel counts as the class. Lower finds more and errs more often, higher marks only what is sure.</source>
        <translation>Kleinste Wahrscheinlichkeit, ab der ein Pixel zur Klasse zählt. Niedriger findet mehr und irrt öfter, höher markiert nur, was sicher ist.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/threshold_slider.py"/>
        <source>The threshold with the best result on the validation chips (▲).</source>
        <translation>Der Schwellenwert mit dem besten Ergebnis auf den Validierungs-Chips (▲).</translation>
    </message>
    <message>
        <location filename="../wizard_pages/threshold_slider.py"/>
        <source>marks more</source>
        <translation>markiert mehr</translation>
    </message>
    <message>
        <location filename="../wizard_pages/threshold_slider.py"/>
        <source>only what is sure</source>
        <translation>nur Sicheres</translation>
    </message>
    <message>
        <location filename="../wizard_pages/threshold_slider.py"/>
        <source>&amp;Best on validation: {}</source>
        <translation>&amp;Bester in der Validierung: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/tile_list.py"/>
        <location filename="../processing_provider/inputs.py"/>
        <source>Further rasters</source>
        <translation>Weitere Raster</translation>
    </message>
    <message>
        <location filename="../wizard_pages/tile_list.py"/>
        <source>These rasters are learnt from with the same polygons as the one above.</source>
        <translation>Aus diesen Rastern wird mit denselben Polygonen gelernt wie aus dem oben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/tile_list.py"/>
        <source>Take out</source>
        <translation>Herausnehmen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/tile_list.py"/>
        <source>Takes the marked rasters out of the run; the files stay.</source>
        <translation>Nimmt die markierten Raster aus dem Lauf; die Dateien bleiben.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/tile_list.py"/>
        <source>and {} more under the same polygons:</source>
        <translation>und {} weitere unter denselben Polygonen:</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_log.py"/>
        <source>Log</source>
        <translation>Protokoll</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_log.py"/>
        <source>Kept from before: {}</source>
        <translation>Von vorher behalten: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_log.py"/>
        <source>Cancelled.</source>
        <translation>Abgebrochen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_log.py"/>
        <source>Finished in {}.</source>
        <translation>Fertig nach: {}.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_log.py"/>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_log.py"/>
        <source>Epoch {}, validation: {}</source>
        <translation>Epoche {}, Validierung: {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>The orange curves count: how well it does on chips that it does not learn from. When they get no better, more passes help no further; the best state so far is kept in any case.</source>
        <translation>Die orangen Kurven zählen: wie gut es auf Chips ist, aus denen es nicht lernt. Wenn sie nicht mehr besser werden, helfen weitere Durchgänge nicht; der beste Stand bleibt in jedem Fall erhalten.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>&amp;Finish early</source>
        <translation>&amp;Früher beenden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Ends the training now and goes on with the best checkpoint so far.</source>
        <translation>Beendet das Training jetzt und macht mit dem bisher besten Checkpoint weiter.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Stops. What is finished stays, and Resume goes on from there.</source>
        <translation>Hält an. Was fertig ist, bleibt, und „Fortsetzen“ macht dort weiter.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>&amp;Resume</source>
        <translation>Fo&amp;rtsetzen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Goes on with the run in this folder, from its last checkpoint.</source>
        <translation>Führt den Lauf in diesem Ordner ab seinem letzten Checkpoint fort.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>&amp;Table</source>
        <translation>&amp;Tabelle</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Shows the figures of each epoch as a table in place of the curves.</source>
        <translation>Zeigt die Kennzahlen jeder Epoche als Tabelle statt der Kurven.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Training the network</source>
        <translation>Das Netz wird trainiert</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Starting…</source>
        <translation>Start…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>T&amp;rain again</source>
        <translation>Ern&amp;eut trainieren</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Stopping; what is finished stays…</source>
        <translation>Hält an; was fertig ist, bleibt…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Ending the training and keeping its best…</source>
        <translation>Das Training wird beendet, das Beste bleibt…</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>{} chips/s</source>
        <translation>{} Chips/s</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Epoch {}</source>
        <translation>Epoche {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Epoch {} of {}</source>
        <translation>Epoche {} von {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>The run has failed.</source>
        <translation>Der Lauf ist fehlgeschlagen.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Your polygons or rasters have changed since this training. Train again learns from them as they are now; the model and the map made before are replaced.</source>
        <translation>Ihre Polygone oder Raster haben sich seit diesem Training geändert. „Erneut trainieren“ lernt aus ihnen, wie sie jetzt sind; das Modell und die Karte von vorher werden ersetzt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Training is finished, but not all rasters are mapped yet. Resume goes on with them.</source>
        <translation>Das Training ist fertig, aber noch nicht alle Raster sind kartiert. „Fortsetzen“ macht mit ihnen weiter.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Training is finished, and your raster is mapped: {} epochs; epoch {} became the model.</source>
        <translation>Das Training ist fertig, und Ihr Raster ist kartiert: {} Epochen; Epoche {} wurde das Modell.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>Stopped after epoch {}. Resume goes on from there.</source>
        <translation>Nach Epoche {} angehalten. „Fortsetzen“ macht dort weiter.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_page.py"/>
        <source>No training yet. Go back one page and press Start training.</source>
        <translation>Noch kein Training. Gehen Sie eine Seite zurück und drücken Sie „Training starten“.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_progress.py"/>
        <source>Progress of this step</source>
        <translation>Fortschritt dieses Schritts</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_progress.py"/>
        <source>&amp;Details</source>
        <translation>&amp;Details</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_progress.py"/>
        <source>What the program itself said; useful when you report the fault.</source>
        <translation>Was das Programm selbst gesagt hat; nützlich, wenn Sie den Fehler melden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_samples.py"/>
        <source>Validation chips, from which it does not learn:</source>
        <translation>Validierungs-Chips, aus denen es nicht lernt:</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_samples.py"/>
        <source>Image</source>
        <translation>Bild</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_samples.py"/>
        <source>What was drawn</source>
        <translation>Gezeichnet</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_samples.py"/>
        <source>After epoch {}</source>
        <translation>Nach Epoche {}</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_samples.py"/>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_samples.py"/>
        <source>{}: image, what was drawn, prediction</source>
        <translation>{}: Bild, was gezeichnet wurde, Vorhersage</translation>
    </message>
    <message>
        <location filename="../wizard_pages/training_samples.py"/>
        <source>White: nothing is known there. A click shows it larger.</source>
        <translation>Weiß: Dort ist nichts bekannt. Ein Klick zeigt es größer.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/unsaved_edits.py"/>
        <source>“{}” could not be saved.</source>
        <translation>„{}“ konnte nicht gespeichert werden.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/unsaved_edits.py"/>
        <source>Unsaved edits</source>
        <translation>Nicht gespeicherte Änderungen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/unsaved_edits.py"/>
        <source>The layer “{}” has edits that are not saved. Shall they be saved now?</source>
        <translation>Der Layer „{}“ hat nicht gespeicherte Änderungen. Sollen sie jetzt gespeichert werden?</translation>
    </message>
    <message>
        <location filename="../wizard_pages/unsaved_edits.py"/>
        <source>What is not saved is not learnt from.</source>
        <translation>Was nicht gespeichert ist, wird nicht gelernt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/unsaved_edits.py"/>
        <source>&amp;Use what is saved</source>
        <translation>&amp;Gespeichertes verwenden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/version_box.py"/>
        <source>Written as copies</source>
        <translation>Als Kopien geschrieben</translation>
    </message>
    <message>
        <location filename="../wizard_pages/version_box.py"/>
        <source>At random while learning</source>
        <translation>Zufällig beim Lernen</translation>
    </message>
    <message>
        <location filename="../wizard_pages/version_box.py"/>
        <source>Both, half and half</source>
        <translation>Beides, halb und halb</translation>
    </message>
    <message>
        <location filename="../wizard_pages/version_box.py"/>
        <source>Copies are made once and can be looked at. At random, the network meets new versions in every pass and no disk space is needed. A pass takes equally long.</source>
        <translation>Kopien werden einmal gemacht und können angesehen werden. Bei „Zufällig“ trifft das Netz in jedem Durchgang auf neue Varianten, und es braucht keinen Platz. Ein Durchgang dauert gleich lang.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/version_box.py"/>
        <source>Further versions of each chip in a pass. Automatic: one for each turn and mirror that is ticked, at least one. More take longer and teach more, up to a point.</source>
        <translation>Weitere Varianten jedes Chips in einem Durchgang. Automatisch: eine für jede angehakte Drehung und Spiegelung, mindestens eine. Mehr dauern länger und lehren mehr, bis zu einem gewissen Punkt.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/version_box.py"/>
        <source>How often each effect happens is set here once you tick one above.</source>
        <translation>Wie oft jeder Effekt vorkommt, wird hier eingestellt, sobald Sie oben einen anhaken.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/version_box.py"/>
        <source>Versions are</source>
        <translation>Varianten werden</translation>
    </message>
    <message>
        <location filename="../wizard_pages/version_box.py"/>
        <source>Versions of each chip</source>
        <translation>Varianten je Chip</translation>
    </message>
    <message>
        <location filename="../wizard_pages/version_box.py"/>
        <source>Share of the versions that have this effect; the others are without it.</source>
        <translation>Anteil der Varianten, die diesen Effekt haben; die anderen sind ohne ihn.</translation>
    </message>
    <message>
        <location filename="../wizard_pages/version_box.py"/>
        <source>How often: {}</source>
        <translation>Wie oft: {}</translation>
    </message>
    <message>
        <location filename="../processing_provider/algorithm.py"/>
        <source>With names and colours. Has no effect outside QGIS&apos;s window.</source>
        <translation>Mit Namen und Farben. Hat außerhalb des QGIS-Fensters keine Wirkung.</translation>
    </message>
    <message>
        <location filename="../processing_provider/algorithm.py"/>
        <source>Whole workflow</source>
        <translation>Ganzer Ablauf</translation>
    </message>
    <message>
        <location filename="../processing_provider/algorithm.py"/>
        <source>Step by step in a run folder</source>
        <translation>Schritt für Schritt in einem Laufordner</translation>
    </message>
    <message>
        <location filename="../processing_provider/algorithm.py"/>
        <source>With a finished model</source>
        <translation>Mit einem fertigen Modell</translation>
    </message>
    <message>
        <location filename="../processing_provider/algorithm.py"/>
        <source>deep learning,segmentation,u-net,classification,neural network</source>
        <translation>Deep Learning,Segmentierung,U-Net,Klassifikation,neuronales Netz,Kartierung,Maschinelles Lernen</translation>
    </message>
    <message>
        <location filename="../processing_provider/algorithm.py"/>
        <source>No Python to compute with was found. Open the Deep Segmentation Wizard: its first page tells how to get it.</source>
        <translation>Es wurde kein Python zum Rechnen gefunden. Öffnen Sie den Deep Segmentation Wizard: Seine erste Seite sagt, wie Sie es bekommen.</translation>
    </message>
    <message>
        <location filename="../processing_provider/algorithm.py"/>
        <source>A file cannot be read or written: {} ({}). Check the free space and your rights there.</source>
        <translation>Eine Datei kann nicht gelesen oder geschrieben werden: {} ({}). Prüfen Sie den freien Platz und Ihre Rechte dort.</translation>
    </message>
    <message>
        <location filename="../processing_provider/algorithm.py"/>
        <source>Any other setting of settings.json, one in each line, as section.field=value, such as augmentation.changes=rotate:0.1:0.5,noise:0.2. They count more than the parameters above.</source>
        <translation>Jede andere Einstellung der settings.json, eine je Zeile, als abschnitt.feld=wert, etwa augmentation.changes=rotate:0.1:0.5,noise:0.2. Sie zählen mehr als die Parameter oben.</translation>
    </message>
    <message>
        <location filename="../processing_provider/algorithm.py"/>
        <source>Other settings</source>
        <translation>Andere Einstellungen</translation>
    </message>
    <message>
        <location filename="../processing_provider/algorithm.py"/>
        <source>“{}” sets nothing.</source>
        <translation>„{}“ stellt nichts ein.</translation>
    </message>
    <message>
        <location filename="../processing_provider/algorithm.py"/>
        <source>Write section.field=value.</source>
        <translation>Schreiben Sie abschnitt.feld=wert.</translation>
    </message>
    <message>
        <location filename="../processing_provider/augment.py"/>
        <source>Augmentation: changes</source>
        <translation>Augmentierung: Veränderungen</translation>
    </message>
    <message>
        <location filename="../processing_provider/augment.py"/>
        <source>What else may happen to a version: turned by any angle, scaled, shifted, bent; brighter or darker, with other contrast or midtones (gamma); blurred, grainy, with bands or patches missing.</source>
        <translation>Was einer Variante sonst geschehen kann: um beliebige Winkel gedreht, skaliert, verschoben, verbogen; heller oder dunkler, mit anderem Kontrast oder anderen Mitteltönen (gamma); unscharf, verrauscht, mit fehlenden Kanälen oder Stücken.</translation>
    </message>
    <message>
        <location filename="../processing_provider/augment.py"/>
        <source>Augmentation: strength of changes</source>
        <translation>Augmentierung: Stärke der Veränderungen</translation>
    </message>
    <message>
        <location filename="../processing_provider/augment.py"/>
        <source>From 0, nothing, to 1, the strongest that makes sense. For one by one see “Other settings”.</source>
        <translation>Von 0, nichts, bis 1, dem Stärksten, das sinnvoll ist. Für jede einzeln siehe „Andere Einstellungen“.</translation>
    </message>
    <message>
        <location filename="../processing_provider/augment.py"/>
        <source>Augmentation: probability of changes</source>
        <translation>Augmentierung: Wahrscheinlichkeit der Veränderungen</translation>
    </message>
    <message>
        <location filename="../processing_provider/augment.py"/>
        <source>How often a version has each of them, from 0 to 1.</source>
        <translation>Wie oft eine Variante jede davon hat, von 0 bis 1.</translation>
    </message>
    <message>
        <location filename="../processing_provider/augment.py"/>
        <source>Step 4: Augment chips</source>
        <translation>Schritt 4: Chips augmentieren</translation>
    </message>
    <message>
        <location filename="../processing_provider/augment.py"/>
        <source>Makes further versions of the training chips: turned, mirrored, and on wish changed in other ways.
So the network learns more from what was drawn. The next step is “Train the network”.</source>
        <translation>Macht weitere Varianten der Trainings-Chips: gedreht, gespiegelt und auf Wunsch anders verändert.
So lernt das Netz mehr aus dem Gezeichneten. Der nächste Schritt ist „Netz trainieren“.</translation>
    </message>
    <message>
        <location filename="../processing_provider/augment.py"/>
        <source>Versions written</source>
        <translation>Geschriebene Varianten</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>Check rasters and ROIs</source>
        <translation>Raster und ROIs prüfen</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>Tells before any work what is wrong with rasters and ROIs, and the disk, memory and time that a run will take.
Nothing is left behind. Fails when a run could not start, and says what helps.</source>
        <translation>Sagt vor jeder Arbeit, was an Rastern und ROIs nicht stimmt und wie viel Platz, Speicher und Zeit ein Lauf braucht.
Es bleibt nichts zurück. Schlägt fehl, wenn ein Lauf nicht beginnen könnte, und sagt, was hilft.</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>Where the run would go</source>
        <translation>Wohin der Lauf käme</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <location filename="../processing_provider/evaluate.py"/>
        <source>JSON files (*.json)</source>
        <translation>JSON-Dateien (*.json)</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>Do not estimate the time</source>
        <translation>Zeit nicht schätzen</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>Leaves out measuring how fast this computer trains, which takes some seconds.</source>
        <translation>Lässt weg zu messen, wie schnell dieser Rechner trainiert, was einige Sekunden dauert.</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>The folder whose disk must have room. Left empty: the temporary one.</source>
        <translation>Der Ordner, dessen Datenträger Platz haben muss. Leer: der temporäre.</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>Everything that was found, for scripts.</source>
        <translation>Alles, was gefunden wurde, für Skripte.</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>Whether a run can start</source>
        <translation>Ob ein Lauf beginnen kann</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <location filename="../processing_provider/chips.py"/>
        <source>Number of chips</source>
        <translation>Anzahl der Chips</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>Room on the disk, bytes</source>
        <translation>Platz auf dem Datenträger, Bytes</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>Main memory for training, bytes</source>
        <translation>Arbeitsspeicher für das Training, Bytes</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>Time of a run, seconds</source>
        <translation>Dauer eines Laufs, Sekunden</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>A run cannot start yet. What helps is said above.</source>
        <translation>Ein Lauf kann noch nicht beginnen. Was hilft, steht oben.</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>Class {code} {name}: {polygons} ROIs, {share} % of the labelled pixels</source>
        <translation>Klasse {code} {name}: {polygons} ROIs, {share} % der erfassten Pixel</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>{} chips; about {} MB on the disk and up to {} GiB of memory for training</source>
        <translation>{} Chips; etwa {} MB auf dem Datenträger und bis zu {} GiB Arbeitsspeicher für das Training</translation>
    </message>
    <message>
        <location filename="../processing_provider/check.py"/>
        <source>About {} minutes for the whole run</source>
        <translation>Etwa {} Minuten für den ganzen Lauf</translation>
    </message>
    <message>
        <location filename="../processing_provider/child.py"/>
        <source>training loss</source>
        <translation>Verlust im Training</translation>
    </message>
    <message>
        <location filename="../processing_provider/child.py"/>
        <source>validation loss</source>
        <translation>Verlust in der Validierung</translation>
    </message>
    <message>
        <location filename="../processing_provider/child.py"/>
        <source>validation IoU</source>
        <translation>IoU in der Validierung</translation>
    </message>
    <message>
        <location filename="../processing_provider/child.py"/>
        <source>Epoch {}: {}</source>
        <translation>Epoche {}: {}</translation>
    </message>
    <message>
        <location filename="../processing_provider/child.py"/>
        <source>{} s</source>
        <translation>{} s</translation>
    </message>
    <message>
        <location filename="../processing_provider/child.py"/>
        <source>{} min</source>
        <translation>{} min</translation>
    </message>
    <message>
        <location filename="../processing_provider/child.py"/>
        <source>About {} left for this step</source>
        <translation>Noch etwa {} für diesen Schritt</translation>
    </message>
    <message>
        <location filename="../processing_provider/child.py"/>
        <source>{} cannot be started: {}</source>
        <translation>{} kann nicht gestartet werden: {}</translation>
    </message>
    <message>
        <location filename="../processing_provider/child.py"/>
        <source>The computation ended unexpectedly (exit status {}). What was finished is kept. If it happens again, close other programs or use smaller batches, because the memory may be too small.</source>
        <translation>Die Berechnung hat sich unerwartet beendet (Exit-Status {}). Was fertig war, bleibt erhalten. Geschieht es wieder, schließen Sie andere Programme oder verwenden Sie kleinere Batches; vielleicht reicht der Arbeitsspeicher nicht.</translation>
    </message>
    <message>
        <location filename="../processing_provider/chips.py"/>
        <source>Step 2: Clip chips</source>
        <translation>Schritt 2: Chips ausschneiden</translation>
    </message>
    <message>
        <location filename="../processing_provider/chips.py"/>
        <source>Clips raster and labels into small square pieces, the chips, to the last row and column.
A layer shows where each chip lies, with the share of each class. The next step is “Divide chips”.</source>
        <translation>Schneidet Raster und Labels in kleine quadratische Stücke, die Chips, bis zur letzten Zeile und Spalte.
Ein Layer zeigt, wo jeder Chip liegt, mit dem Anteil jeder Klasse. Der nächste Schritt ist „Chips aufteilen“.</translation>
    </message>
    <message>
        <location filename="../processing_provider/chips.py"/>
        <source>Outlines of the chips</source>
        <translation>Umrisse der Chips</translation>
    </message>
    <message>
        <location filename="../processing_provider/chips.py"/>
        <source>Edge of a chip in pixels</source>
        <translation>Kante eines Chips in Pixeln</translation>
    </message>
    <message>
        <location filename="../processing_provider/chips.py"/>
        <source>Pixels from chip to chip</source>
        <translation>Pixel von Chip zu Chip</translation>
    </message>
    <message>
        <location filename="../processing_provider/evaluate.py"/>
        <source>Compare a model with ROIs</source>
        <translation>Ein Modell mit ROIs vergleichen</translation>
    </message>
    <message>
        <location filename="../processing_provider/evaluate.py"/>
        <source>Maps a raster with a model and compares the map with ROIs, pixel by pixel: IoU, F1, accuracy.
Use ROIs that the model was not trained with: only they tell how good it is elsewhere.</source>
        <translation>Kartiert ein Raster mit einem Modell und vergleicht die Karte Pixel für Pixel mit ROIs: IoU, F1, Genauigkeit.
Verwenden Sie ROIs, mit denen das Modell nicht trainiert wurde: Nur sie sagen, wie gut es anderswo ist.</translation>
    </message>
    <message>
        <location filename="../processing_provider/evaluate.py"/>
        <source>Figures</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <location filename="../processing_provider/evaluate.py"/>
        <source>Picture</source>
        <translation>Bild</translation>
    </message>
    <message>
        <location filename="../processing_provider/evaluate.py"/>
        <source>PNG files (*.png)</source>
        <translation>PNG-Dateien (*.png)</translation>
    </message>
    <message>
        <location filename="../processing_provider/evaluate.py"/>
        <source>The model to judge.</source>
        <translation>Das Modell, das beurteilt wird.</translation>
    </message>
    <message>
        <location filename="../processing_provider/evaluate.py"/>
        <source>IoU, F1, precision and recall of each class, and the confusion matrix.</source>
        <translation>IoU, F1, Präzision und Trefferquote jeder Klasse und die Konfusionsmatrix.</translation>
    </message>
    <message>
        <location filename="../processing_provider/evaluate.py"/>
        <source>Image, ROIs, probability and mask side by side.</source>
        <translation>Bild, ROIs, Wahrscheinlichkeit und Maske nebeneinander.</translation>
    </message>
    <message>
        <location filename="../processing_provider/evaluate.py"/>
        <source>Pixels compared</source>
        <translation>Verglichene Pixel</translation>
    </message>
    <message>
        <location filename="../processing_provider/export.py"/>
        <source>Export a model for Deepness (ONNX)</source>
        <translation>Ein Modell für Deepness exportieren (ONNX)</translation>
    </message>
    <message>
        <location filename="../processing_provider/export.py"/>
        <source>Writes a model into an ONNX file, with all that the plugin Deepness asks for: names of the classes, resolution, tiles, threshold.
Other programs that run ONNX can use it, too: they give the values of the bands divided by 255, and get probabilities. The log tells what Deepness cannot do.</source>
        <translation>Schreibt ein Modell in eine ONNX-Datei mit allem, was das Plugin Deepness verlangt: Namen der Klassen, Auflösung, Kacheln, Schwellenwert.
Auch andere Programme, die ONNX ausführen, können sie verwenden: Sie geben die durch 255 geteilten Werte der Kanäle und bekommen Wahrscheinlichkeiten. Das Protokoll sagt, was Deepness nicht kann.</translation>
    </message>
    <message>
        <location filename="../processing_provider/export.py"/>
        <source>ONNX file</source>
        <translation>ONNX-Datei</translation>
    </message>
    <message>
        <location filename="../processing_provider/export.py"/>
        <source>ONNX files (*.onnx)</source>
        <translation>ONNX-Dateien (*.onnx)</translation>
    </message>
    <message>
        <location filename="../processing_provider/export.py"/>
        <location filename="../processing_provider/predict.py"/>
        <source>The model.safetensors of a run, or of a colleague.</source>
        <translation>Die model.safetensors eines Laufs oder von jemand anderem.</translation>
    </message>
    <message>
        <location filename="../processing_provider/export.py"/>
        <source>The file to write. One that is there already stays, unless it is replaced.</source>
        <translation>Die Datei, die geschrieben wird. Eine, die es schon gibt, bleibt, wenn sie nicht ersetzt wird.</translation>
    </message>
    <message>
        <location filename="../processing_provider/export.py"/>
        <source>Replace that file</source>
        <translation>Diese Datei ersetzen</translation>
    </message>
    <message>
        <location filename="../processing_provider/export.py"/>
        <source>Writes it anew where it is there already.</source>
        <translation>Schreibt sie neu, wo es sie schon gibt.</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>The georeferenced image: any number of bands, any data type.</source>
        <translation>Das georeferenzierte Bild: beliebig viele Kanäle, beliebiger Datentyp.</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>ROIs</source>
        <translation>ROIs</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>Polygons (or lines, points) that you drew around what you look for, in any CRS.</source>
        <translation>Polygone (oder Linien, Punkte), die Sie um das Gesuchte gezeichnet haben, in beliebigem KBS.</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>Class field</source>
        <translation>Klassenfeld</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>The field that names the class of each ROI. Left empty: all ROIs are one class.</source>
        <translation>Das Feld, das die Klasse jeder ROI nennt. Leer: Alle ROIs sind eine Klasse.</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>Labelled area</source>
        <translation>Erfasstes Gebiet</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>Polygons that bound what was labelled; everything outside is ignored.</source>
        <translation>Polygone, die das Erfasste begrenzen; alles außerhalb wird ignoriert.</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>Value of the class field</source>
        <translation>Wert des Klassenfelds</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>Name of the class (empty: left out)</source>
        <translation>Name der Klasse (leer: weggelassen)</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>Classes to rename, merge or leave out</source>
        <translation>Klassen umbenennen, vereinen oder weglassen</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>A row for each value that is to be called otherwise. Values with one name become one class; a value without a name is as if its ROIs had not been drawn. Other values stay what they are.</source>
        <translation>Eine Zeile für jeden Wert, der anders heißen soll. Werte mit einem Namen werden eine Klasse; ein Wert ohne Namen ist, als wären seine ROIs nicht gezeichnet. Andere Werte bleiben, was sie sind.</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>To learn from as well, with the same bands in the same order.</source>
        <translation>Daraus wird ebenfalls gelernt, mit denselben Kanälen in derselben Reihenfolge.</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>ROIs of the further rasters</source>
        <translation>ROIs der weiteren Raster</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>One layer for each of them, in the same order, or one for all. Left empty: the ROIs above.</source>
        <translation>Ein Layer für jedes in derselben Reihenfolge oder einer für alle. Leer: die ROIs oben.</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>Files with further bands</source>
        <translation>Dateien mit weiteren Kanälen</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>Rasters of the same ground as the first one, whose bands come after its own, whatever their pixel sizes.</source>
        <translation>Raster desselben Bodens wie das erste, deren Kanäle nach dessen eigenen kommen, gleich welcher Pixelgröße.</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>{} layers with ROIs are given for {} further rasters.</source>
        <translation>{} Layer mit ROIs sind für {} weitere Raster angegeben.</translation>
    </message>
    <message>
        <location filename="../processing_provider/inputs.py"/>
        <source>Give one for each in the same order, or one for all.</source>
        <translation>Geben Sie einen für jedes in derselben Reihenfolge an oder einen für alle.</translation>
    </message>
    <message>
        <location filename="../processing_provider/labels.py"/>
        <source>Step 1: Burn ROIs into labels</source>
        <translation>Schritt 1: ROIs in Labels einbrennen</translation>
    </message>
    <message>
        <location filename="../processing_provider/labels.py"/>
        <source>Begins a run: burns the ROIs onto the raster&apos;s own grid.
Label rasters hold 0 for background, 1 and up for classes, and 255 where nothing is known. The next step is “Clip chips”, in the same folder.</source>
        <translation>Beginnt einen Lauf: brennt die ROIs auf das eigene Gitter des Rasters.
Labelraster enthalten 0 für Hintergrund, 1 und höher für Klassen und 255, wo nichts bekannt ist. Der nächste Schritt ist „Chips ausschneiden“ im selben Ordner.</translation>
    </message>
    <message>
        <location filename="../processing_provider/labels.py"/>
        <source>Add the labels to the project</source>
        <translation>Labels dem Projekt hinzufügen</translation>
    </message>
    <message>
        <location filename="../processing_provider/labels.py"/>
        <source>Label rasters</source>
        <translation>Labelraster</translation>
    </message>
    <message>
        <location filename="../processing_provider/labels.py"/>
        <source>Number of classes, with background</source>
        <translation>Anzahl der Klassen, mit Hintergrund</translation>
    </message>
    <message>
        <location filename="../processing_provider/labels.py"/>
        <source>Labels of {}</source>
        <translation>Labels von {}</translation>
    </message>
    <message>
        <location filename="../processing_provider/labels.py"/>
        <source>Class {}: {}</source>
        <translation>Klasse {}: {}</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Depth of the network</source>
        <translation>Tiefe des Netzes</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>How often the U-Net halves the resolution: more sees further around a pixel, and takes longer.</source>
        <translation>Wie oft das U-Net die Auflösung halbiert: Mehr sieht weiter um ein Pixel herum und dauert länger.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Width of the network</source>
        <translation>Breite des Netzes</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Channels at full resolution: more can learn more, and takes longer.</source>
        <translation>Filter bei voller Auflösung: Mehr kann mehr lernen und dauert länger.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Network: normalization</source>
        <translation>Netz: Normalisierung</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>&apos;batch&apos; goes over all chips of a step, &apos;group&apos; over each chip alone, which is better for 1 to 4 chips at a time.</source>
        <translation>&apos;batch&apos; geht über alle Chips eines Schritts, &apos;group&apos; über jeden Chip für sich, was bei 1 bis 4 Chips auf einmal besser ist.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Network: dropout</source>
        <translation>Netz: Dropout</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Share of the channels that are left out by chance while learning; 0.1 to 0.3 helps where training gets better and better but validation does not.</source>
        <translation>Anteil der Filter, die beim Lernen zufällig weggelassen werden; 0,1 bis 0,3 hilft, wo das Training immer besser wird, die Validierung aber nicht.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Network: way back up</source>
        <translation>Netz: Rückweg</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>How the resolution is doubled again: &apos;transposed&apos; is learnt, &apos;bilinear&apos; avoids a chequered look.</source>
        <translation>Wie die Auflösung wieder verdoppelt wird: &apos;transposed&apos; ist gelernt, &apos;bilinear&apos; vermeidet ein Schachbrettmuster.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Network: beyond a chip&apos;s edge</source>
        <translation>Netz: jenseits des Chip-Rands</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>What convolutions see there: &apos;zeros&apos;, the mirror image (&apos;reflect&apos;) or the last row (&apos;replicate&apos;).</source>
        <translation>Was Faltungen dort sehen: Nullen (&apos;zeros&apos;), das Spiegelbild (&apos;reflect&apos;) oder die letzte Zeile (&apos;replicate&apos;).</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: chips at a time</source>
        <translation>Training: Chips auf einmal</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>How many chips are learnt from together. Smaller needs less memory.</source>
        <translation>Aus wie vielen Chips gemeinsam gelernt wird. Weniger braucht weniger Speicher.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: batches to a step</source>
        <translation>Training: Batches je Schritt</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>So many batches are learnt from together, as if the memory took them at once.</source>
        <translation>Aus so vielen Batches wird gemeinsam gelernt, als ob sie auf einmal in den Speicher passten.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: learning rate</source>
        <translation>Training: Lernrate</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>The highest rate of the schedule. Halve it where the loss jumps up and down.</source>
        <translation>Die höchste Rate des Verlaufs. Halbieren Sie sie, wo der Verlust auf und ab springt.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: optimizer</source>
        <translation>Training: Optimierer</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>How weights follow gradients. &apos;sgd&apos; wants a rate about ten times as high.</source>
        <translation>Wie Gewichte den Gradienten folgen. &apos;sgd&apos; braucht eine etwa zehnmal so hohe Rate.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: momentum</source>
        <translation>Training: Momentum</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Of &apos;sgd&apos;: share of the step before in each step.</source>
        <translation>Bei &apos;sgd&apos;: Anteil des vorigen Schritts an jedem Schritt.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: schedule of the learning rate</source>
        <translation>Training: Verlauf der Lernrate</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>&apos;one_cycle&apos; rises and falls once, &apos;cosine&apos; falls, &apos;plateau&apos; falls where nothing gets better, &apos;constant&apos; stays.</source>
        <translation>&apos;one_cycle&apos; steigt und fällt einmal, &apos;cosine&apos; fällt, &apos;plateau&apos; fällt, wo nichts besser wird, &apos;constant&apos; bleibt.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: weight decay</source>
        <translation>Training: Gewichtsabnahme</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>How strongly large weights are held back.</source>
        <translation>Wie stark große Gewichte gebremst werden.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: longest gradient</source>
        <translation>Training: längster Gradient</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Longer ones are shortened to it, which calms a training that jumps. Left empty: none is.</source>
        <translation>Längere werden darauf gekürzt, was ein springendes Training beruhigt. Leer: keiner.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: moving average of the weights</source>
        <translation>Training: gleitendes Mittel der Gewichte</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Its decay, such as 0.99; the average is then judged and kept. Left empty: there is none.</source>
        <translation>Sein Abklingen, etwa 0,99; das Mittel wird dann beurteilt und behalten. Leer: keines.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: loss</source>
        <translation>Training: Verlust</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>What counts as an error. &apos;ce_dice&apos; suits most; &apos;focal&apos; looks at hard pixels, &apos;tversky&apos; weighs missed pixels against false alarms.</source>
        <translation>Was als Fehler zählt. &apos;ce_dice&apos; passt meistens; &apos;focal&apos; schaut auf schwere Pixel, &apos;tversky&apos; wägt übersehene Pixel gegen Fehlalarme ab.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: weights of classes</source>
        <translation>Training: Gewichte der Klassen</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>&apos;equal&apos;, or &apos;inverse&apos;: the more, the rarer a class is. &apos;own&apos; ones are given as training.own_weights=NAME=WEIGHT,… under the other settings.</source>
        <translation>&apos;equal&apos;, oder &apos;inverse&apos;: je seltener eine Klasse, desto mehr. Eigene (&apos;own&apos;) werden als training.own_weights=NAME=GEWICHT,… unter den anderen Einstellungen angegeben.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: gamma of the focal loss</source>
        <translation>Training: Gamma des Focal-Verlusts</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>The higher, the less pixels count that are right already.</source>
        <translation>Je höher, desto weniger zählen Pixel, die schon richtig sind.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: beta of the Tversky loss</source>
        <translation>Training: Beta des Tversky-Verlusts</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Weight of missed pixels; that of false alarms is the rest. 0.5 is Dice.</source>
        <translation>Gewicht übersehener Pixel; das der Fehlalarme ist der Rest. 0,5 ist Dice.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: checkpoints to keep</source>
        <translation>Training: behaltene Checkpoints</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>How many epochs stay as candidates for the model: the best by validation, and the last.</source>
        <translation>Wie viele Epochen als Kandidaten für das Modell bleiben: die in der Validierung besten und die letzte.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: epochs between candidates</source>
        <translation>Training: Epochen zwischen Kandidaten</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>The best and the last are kept in any case.</source>
        <translation>Die beste und die letzte bleiben in jedem Fall.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: epochs without gain</source>
        <translation>Training: Epochen ohne Gewinn</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>After so many without a better validation, training ends. Left empty: it never ends early.</source>
        <translation>Nach so vielen ohne bessere Validierung endet das Training. Leer: Es endet nie früher.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: gain in</source>
        <translation>Training: Gewinn bei</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>What must get better on the validation chips.</source>
        <translation>Was auf den Validierungs-Chips besser werden muss.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>&apos;auto&apos; takes bfloat16 where the processor or graphics card computes it fast, else float32. &apos;float16&apos; is for older graphics cards.</source>
        <translation>&apos;auto&apos; nimmt bfloat16, wo Prozessor oder Grafikkarte das schnell rechnen, sonst float32. &apos;float16&apos; ist für ältere Grafikkarten.</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>Training: threads that prepare chips</source>
        <translation>Training: Threads, die Chips vorbereiten</translation>
    </message>
    <message>
        <location filename="../processing_provider/learning_options.py"/>
        <source>While a graphics card computes. 0: each batch when it is due, by all threads.</source>
        <translation>Während eine Grafikkarte rechnet. 0: jeder Batch, wenn er an der Reihe ist, mit allen Threads.</translation>
    </message>
    <message>
        <location filename="../processing_provider/mask.py"/>
        <source>Step 7: Map the run&apos;s rasters</source>
        <translation>Schritt 7: Raster des Laufs kartieren</translation>
    </message>
    <message>
        <location filename="../processing_provider/mask.py"/>
        <source>Maps the rasters of the run with its model: a probability raster and a mask for each.
Run again with another threshold it takes seconds, because the probabilities are kept.</source>
        <translation>Kartiert die Raster des Laufs mit seinem Modell: je ein Wahrscheinlichkeitsraster und eine Maske.
Erneut mit anderem Schwellenwert ausgeführt, dauert es Sekunden, weil die Wahrscheinlichkeiten erhalten bleiben.</translation>
    </message>
    <message>
        <location filename="../processing_provider/mask.py"/>
        <location filename="../processing_provider/predict.py"/>
        <location filename="../processing_provider/whole_run.py"/>
        <source>Add the maps to the project</source>
        <translation>Karten dem Projekt hinzufügen</translation>
    </message>
    <message>
        <location filename="../processing_provider/mask.py"/>
        <location filename="../processing_provider/predict.py"/>
        <location filename="../processing_provider/whole_run.py"/>
        <source>Mask of the first raster</source>
        <translation>Maske des ersten Rasters</translation>
    </message>
    <message>
        <location filename="../processing_provider/mask.py"/>
        <location filename="../processing_provider/predict.py"/>
        <location filename="../processing_provider/whole_run.py"/>
        <source>Masks</source>
        <translation>Masken</translation>
    </message>
    <message>
        <location filename="../processing_provider/mask.py"/>
        <source>Make a mask from probabilities</source>
        <translation>Maske aus Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <location filename="../processing_provider/mask.py"/>
        <source>Another mask, with another threshold, from the probability raster of an earlier prediction.
It takes seconds, because the network has nothing to do.</source>
        <translation>Eine andere Maske mit anderem Schwellenwert, aus dem Wahrscheinlichkeitsraster einer früheren Vorhersage.
Es dauert Sekunden, weil das Netz nichts zu tun hat.</translation>
    </message>
    <message>
        <location filename="../processing_provider/mask.py"/>
        <source>Probability raster</source>
        <translation>Wahrscheinlichkeitsraster</translation>
    </message>
    <message>
        <location filename="../processing_provider/mask.py"/>
        <source>As “Map rasters with a model” or a run has made it.</source>
        <translation>Wie von „Raster mit einem Modell kartieren“ oder einem Lauf gemacht.</translation>
    </message>
    <message>
        <location filename="../processing_provider/mask.py"/>
        <source>The model that made it.</source>
        <translation>Das Modell, das es gemacht hat.</translation>
    </message>
    <message>
        <location filename="../processing_provider/mask.py"/>
        <source>Mask</source>
        <translation>Maske</translation>
    </message>
    <message>
        <location filename="../processing_provider/mask.py"/>
        <source>A GeoTIFF with class codes, colours and names; 255 where nothing is known.</source>
        <translation>Ein GeoTIFF mit Codes, Farben und Namen der Klassen; 255, wo nichts bekannt ist.</translation>
    </message>
    <message>
        <location filename="../processing_provider/model_file.py"/>
        <location filename="../processing_provider/select.py"/>
        <location filename="../processing_provider/whole_run.py"/>
        <source>Model file</source>
        <translation>Modelldatei</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Outside every ROI</source>
        <translation>Außerhalb aller ROIs</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>What lies outside every ROI: &apos;background&apos; is a class of its own, &apos;ignore&apos; is left out of learning and judging. Left empty: background without a class field, ignore with one.</source>
        <translation>Was außerhalb aller ROIs liegt: &apos;background&apos; ist eine eigene Klasse, &apos;ignore&apos; bleibt bei Lernen und Beurteilen außen vor. Leer: Hintergrund ohne Klassenfeld, ignoriert mit einem.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Where ROIs overlap</source>
        <translation>Wo ROIs überlappen</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Which of two overlapping ROIs counts: the &apos;later&apos; or the &apos;earlier&apos; one in the layer, or the &apos;smaller&apos; one.</source>
        <translation>Welche von zwei überlappenden ROIs zählt: die spätere (&apos;later&apos;) oder frühere (&apos;earlier&apos;) im Layer oder die kleinere (&apos;smaller&apos;).</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Take every pixel that a ROI touches</source>
        <translation>Jedes von einer ROI berührte Pixel nehmen</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Without this, a pixel belongs to a ROI when the pixel&apos;s middle lies in it.</source>
        <translation>Ohne dies gehört ein Pixel zu einer ROI, wenn seine Mitte darin liegt.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Width of lines (metres)</source>
        <translation>Breite von Linien (Meter)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>ROIs that are lines are taken for strips of this width on the ground.</source>
        <translation>ROIs, die Linien sind, gelten als Streifen dieser Breite in der Natur.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Radius of points (metres)</source>
        <translation>Radius von Punkten (Meter)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>ROIs that are points are taken for discs of this radius on the ground.</source>
        <translation>ROIs, die Punkte sind, gelten als Scheiben mit diesem Radius in der Natur.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Rasters without any ROI</source>
        <translation>Raster ohne ROI</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Of several rasters under one ROI layer, those without any ROI: &apos;skip&apos; leaves them out, &apos;background&apos; learns from them that nothing is there.</source>
        <translation>Von mehreren Rastern unter einem ROI-Layer jene ohne ROI: &apos;skip&apos; lässt sie weg, &apos;background&apos; lernt aus ihnen, dass dort nichts ist.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Bands to learn from</source>
        <translation>Kanäle zum Lernen</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Only these bands of the raster are learnt from, and asked of the rasters that are mapped later. None chosen: all.</source>
        <translation>Nur aus diesen Kanälen des Rasters wird gelernt, und nur sie werden von später kartierten Rastern verlangt. Keine gewählt: alle.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Size of the pixels to learn from (metres)</source>
        <translation>Größe der Pixel zum Lernen (Meter)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>The raster is seen with pixels of this size on the ground, and so are those that are mapped later. Left empty: the raster&apos;s own.</source>
        <translation>Das Raster wird mit Pixeln dieser Größe in der Natur gesehen, ebenso die später kartierten. Leer: die des Rasters.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>How pixels of another size are made</source>
        <translation>Wie Pixel anderer Größe entstehen</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>&apos;auto&apos; takes the average for larger pixels and bilinear interpolation for smaller ones.</source>
        <translation>&apos;auto&apos; nimmt das Mittel für größere und bilineare Interpolation für kleinere Pixel.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Edge of a chip (pixels)</source>
        <translation>Kante eines Chips (Pixel)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Rasters are clipped into square chips of this size. Left empty: 256, or less where a raster is small.</source>
        <translation>Raster werden in quadratische Chips dieser Größe geschnitten. Leer: 256 oder weniger, wo ein Raster klein ist.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Chips: from chip to chip (pixels)</source>
        <translation>Chips: von Chip zu Chip (Pixel)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Less than the edge of a chip lets chips overlap. Left empty: half of it.</source>
        <translation>Weniger als die Kante eines Chips lässt Chips überlappen. Leer: die Hälfte davon.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Chips: kind of files</source>
        <translation>Chips: Art der Dateien</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>&apos;geotiff&apos; opens in QGIS, in its place; &apos;npy&apos; are NumPy&apos;s own files.</source>
        <translation>&apos;geotiff&apos; öffnet sich in QGIS an seinem Ort; &apos;npy&apos; sind NumPys eigene Dateien.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Chips: keep them</source>
        <translation>Chips: behalten</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Otherwise they are deleted at the end; a step that needs them makes them again.</source>
        <translation>Sonst werden sie am Ende gelöscht; ein Schritt, der sie braucht, macht sie neu.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Chips: least labelled share (%)</source>
        <translation>Chips: kleinster erfasster Anteil (%)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Chips of which less is labelled are left out. 0: any labelled pixel will do.</source>
        <translation>Chips, von denen weniger erfasst ist, werden weggelassen. 0: Jedes erfasste Pixel genügt.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Chips: largest share without any ROI (%)</source>
        <translation>Chips: größter Anteil ohne ROI (%)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>More of them are left out, by chance but evenly over the ground. Left empty: all are kept.</source>
        <translation>Mehr davon werden weggelassen, zufällig, aber gleichmäßig über den Boden. Leer: Alle bleiben.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Split: training (%)</source>
        <translation>Aufteilung: Training (%)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Share of the chips to learn from. The three shares add up to 100.</source>
        <translation>Anteil der Chips zum Lernen. Die drei Anteile ergeben zusammen 100.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Split: validation (%)</source>
        <translation>Aufteilung: Validierung (%)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Share of the chips by which progress is judged while the network learns.</source>
        <translation>Anteil der Chips, nach denen der Fortschritt beurteilt wird, während das Netz lernt.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Split: testing (%)</source>
        <translation>Aufteilung: Test (%)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Share of the chips that are kept for judging the finished model.</source>
        <translation>Anteil der Chips, die zum Beurteilen des fertigen Modells zurückgehalten werden.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Split: how chips are divided</source>
        <translation>Aufteilung: wie Chips aufgeteilt werden</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>&apos;area&apos;: compact regions that share no pixel. &apos;random&apos;: any chip anywhere; overlapping chips then flatter the figures. &apos;scene&apos;: whole rasters. &apos;layer&apos;: polygons of yours say which ground is for what. &apos;field&apos;: ROIs of one group stay together.</source>
        <translation>&apos;area&apos;: zusammenhängende Gebiete ohne gemeinsame Pixel. &apos;random&apos;: jeder Chip irgendwohin; überlappende Chips schmeicheln dann den Kennzahlen. &apos;scene&apos;: ganze Raster. &apos;layer&apos;: Ihre Polygone sagen, welcher Boden wofür ist. &apos;field&apos;: ROIs einer Gruppe bleiben zusammen.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Cross-validation: number of folds</source>
        <translation>Kreuzvalidierung: Anzahl der Teile</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>The ground is divided into so many parts, and each is tested once by a run of its own. Left empty: one run, with the shares above.</source>
        <translation>Der Boden wird in so viele Teile geteilt, und jeder wird von einem eigenen Lauf einmal getestet. Leer: ein Lauf mit den Anteilen oben.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Cross-validation: this fold only</source>
        <translation>Kreuzvalidierung: nur dieser Teil</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Test this part only, from 1 up. Left empty: one after the other.</source>
        <translation>Nur diesen Teil testen, ab 1. Leer: einer nach dem anderen.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Augmentation: turns and mirrors</source>
        <translation>Augmentierung: Drehungen und Spiegelungen</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Further versions of chips, so that the network learns that there is no up or down. They move whole pixels, so nothing is lost.</source>
        <translation>Weitere Varianten von Chips, damit das Netz lernt, dass es kein Oben und Unten gibt. Sie bewegen ganze Pixel, also geht nichts verloren.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Augmentation: versions of each chip</source>
        <translation>Augmentierung: Varianten je Chip</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Beside the chip itself. Left empty: one for each turn or mirror.</source>
        <translation>Neben dem Chip selbst. Leer: eine für jede Drehung oder Spiegelung.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Augmentation: how versions are made</source>
        <translation>Augmentierung: wie Varianten entstehen</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>&apos;copies&apos; are written once, &apos;random&apos; ones drawn anew in each pass over the chips, &apos;both&apos; is half and half.</source>
        <translation>Kopien (&apos;copies&apos;) werden einmal geschrieben, zufällige (&apos;random&apos;) in jedem Durchgang neu gezogen, &apos;both&apos; ist halb und halb.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Augmentation: sets to augment</source>
        <translation>Augmentierung: Teilmengen</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Training is what helps; the figures always come from the chips as they are.</source>
        <translation>Das Training ist es, was hilft; die Kennzahlen kommen immer von den unveränderten Chips.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Passes over the training chips. Left empty: 30, unless minutes are given.</source>
        <translation>Durchgänge durch die Trainings-Chips. Leer: 30, wenn keine Minuten angegeben sind.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>Minutes of training</source>
        <translation>Minuten Training</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Instead of epochs: how long the network learns.</source>
        <translation>Statt Epochen: wie lange das Netz lernt.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Where to compute</source>
        <translation>Wo gerechnet wird</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>&apos;auto&apos; takes a graphics card (cuda, mps) when there is one that works, else the processor (cpu).</source>
        <translation>&apos;auto&apos; nimmt eine Grafikkarte (cuda, mps), wenn eine funktioniert, sonst den Prozessor (cpu).</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Model: best by</source>
        <translation>Modell: bestes nach</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>The checkpoint that is best by this becomes the model. &apos;iou&apos; and &apos;f1&apos; are means over the classes that were drawn.</source>
        <translation>Der hiernach beste Checkpoint wird das Modell. &apos;iou&apos; und &apos;f1&apos; sind Mittel über die gezeichneten Klassen.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Model: chosen on</source>
        <translation>Modell: gewählt auf</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>The chips that the measure is taken on. Figures of these flatter a little; those of the other set do not.</source>
        <translation>Die Chips, auf denen gemessen wird. Ihre Kennzahlen schmeicheln ein wenig; die der anderen Teilmenge nicht.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Take the checkpoint of this epoch</source>
        <translation>Checkpoint dieser Epoche nehmen</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Makes another kept checkpoint the model, whatever the figures say. Left empty: the best.</source>
        <translation>Macht einen anderen behaltenen Checkpoint zum Modell, was immer die Kennzahlen sagen. Leer: den besten.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Mapping: edge of a window (pixels)</source>
        <translation>Kartierung: Kante eines Fensters (Pixel)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>The raster is mapped by overlapping windows of this size. Left empty: that of training.</source>
        <translation>Das Raster wird mit überlappenden Fenstern dieser Größe kartiert. Leer: die des Trainings.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Mapping: from window to window (pixels)</source>
        <translation>Kartierung: von Fenster zu Fenster (Pixel)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Less makes smoother maps and takes longer. Left empty: half a window.</source>
        <translation>Weniger macht glattere Karten und dauert länger. Leer: ein halbes Fenster.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Mapping: weights where windows overlap</source>
        <translation>Kartierung: Gewichte, wo Fenster überlappen</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>&apos;gaussian&apos; and &apos;hann&apos; trust the middle of a window more than its border; &apos;uniform&apos; does not.</source>
        <translation>&apos;gaussian&apos; und &apos;hann&apos; vertrauen der Mitte eines Fensters mehr als seinem Rand; &apos;uniform&apos; nicht.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Mapping: windows at a time</source>
        <translation>Kartierung: Fenster auf einmal</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Fewer need less memory. Left empty: as many as suit the device.</source>
        <translation>Weniger brauchen weniger Speicher. Leer: so viele, wie zum Gerät passen.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Mapping: beyond the raster&apos;s edge</source>
        <translation>Kartierung: jenseits des Rasterrands</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>What windows see there: the mirror image (&apos;reflect&apos;), the outermost pixels (&apos;replicate&apos;), or nothing known (&apos;constant&apos;).</source>
        <translation>Was Fenster dort sehen: das Spiegelbild (&apos;reflect&apos;), die äußersten Pixel (&apos;replicate&apos;) oder nichts Bekanntes (&apos;constant&apos;).</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Mapping: look at each window mirrored, too</source>
        <translation>Kartierung: jedes Fenster auch gespiegelt betrachten</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>The average of four answers is a little better, and takes four times as long.</source>
        <translation>Das Mittel aus vier Antworten ist etwas besser und dauert viermal so lange.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Mapping: how probabilities are stored</source>
        <translation>Kartierung: wie Wahrscheinlichkeiten gespeichert werden</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>&apos;float32&apos; as 0 to 1, or &apos;8-bit&apos; as 0 to 250 in a quarter of the room.</source>
        <translation>&apos;float32&apos; als 0 bis 1 oder &apos;8-bit&apos; als 0 bis 250 auf einem Viertel des Platzes.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Mapping: the probability of each class</source>
        <translation>Kartierung: Wahrscheinlichkeit jeder Klasse</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>With more than two classes; otherwise the likeliest class and its probability are stored.</source>
        <translation>Bei mehr als zwei Klassen; sonst werden die wahrscheinlichste Klasse und ihre Wahrscheinlichkeit gespeichert.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Threshold of the probability</source>
        <translation>Schwellenwert der Wahrscheinlichkeit</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>For two classes: from this probability on, 0 to 1, a pixel is of the class. Left empty: the one that was best on the validation chips.</source>
        <translation>Für zwei Klassen: Ab dieser Wahrscheinlichkeit, 0 bis 1, gehört ein Pixel zur Klasse. Leer: der auf den Validierungs-Chips beste.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Mask: least probability</source>
        <translation>Maske: kleinste Wahrscheinlichkeit</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>With more than two classes: where the likeliest class has less, nothing is known.</source>
        <translation>Bei mehr als zwei Klassen: Wo die wahrscheinlichste Klasse weniger hat, ist nichts bekannt.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Mask: smallest object (m²)</source>
        <translation>Maske: kleinstes Objekt (m²)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Objects that are smaller on the ground vanish. 0: none.</source>
        <translation>Objekte, die in der Natur kleiner sind, verschwinden. 0: keine.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Mask: smallest hole (m²)</source>
        <translation>Maske: kleinstes Loch (m²)</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Background enclosed by objects is filled where it is smaller on the ground. 0: none.</source>
        <translation>Von Objekten eingeschlossener Hintergrund wird gefüllt, wo er in der Natur kleiner ist. 0: nie.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Mask: polygons, too</source>
        <translation>Maske: auch Polygone</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>The objects with class, area and mean probability, in a GeoPackage beside the mask.</source>
        <translation>Die Objekte mit Klasse, Fläche und mittlerer Wahrscheinlichkeit, in einem GeoPackage neben der Maske.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Mask: straighten the polygons</source>
        <translation>Maske: Polygone begradigen</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Straight lines in place of stairs of pixels; neighbours stay neighbours.</source>
        <translation>Gerade Linien statt Treppen aus Pixeln; Nachbarn bleiben Nachbarn.</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>Seed</source>
        <translation>Startwert</translation>
    </message>
    <message>
        <location filename="../processing_provider/option_table.py"/>
        <source>For everything that is drawn by chance: the same seed gives the same result again.</source>
        <translation>Für alles, was zufällig gezogen wird: Derselbe Startwert ergibt wieder dasselbe Ergebnis.</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <source>Map rasters with a model</source>
        <translation>Raster mit einem Modell kartieren</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <source>Maps rasters of any size with a finished model: a mask exactly on each raster&apos;s grid.
The rasters need the bands that the model was trained with; the log tells when they look different.</source>
        <translation>Kartiert Raster jeder Größe mit einem fertigen Modell: je eine Maske genau auf dem Gitter des Rasters.
Die Raster brauchen die Kanäle, mit denen das Modell trainiert wurde; das Protokoll sagt, wenn sie anders aussehen.</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <source>Only this extent</source>
        <translation>Nur diese Ausdehnung</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <source>Maps what lies within, in any CRS. Left empty: all of the rasters.</source>
        <translation>Kartiert, was darin liegt, in beliebigem KBS. Leer: die ganzen Raster.</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <source>Only within polygons</source>
        <translation>Nur in Polygonen</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <source>Maps what lies in the polygons of this layer.</source>
        <translation>Kartiert, was in den Polygonen dieses Layers liegt.</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <location filename="../processing_provider/whole_run.py"/>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>Rasters to map</source>
        <translation>Zu kartierende Raster</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <source>One or several, with the bands that the model was trained with.</source>
        <translation>Eines oder mehrere, mit den Kanälen, mit denen das Modell trainiert wurde.</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <source>Folder for the maps</source>
        <translation>Ordner für die Karten</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>Each raster NAME gets a NAME_mask.tif there. Earlier maps of that name are replaced.</source>
        <translation>Jedes Raster NAME bekommt dort eine NAME_mask.tif. Frühere Karten dieses Namens werden ersetzt.</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <source>Keep the probabilities, too</source>
        <translation>Auch die Wahrscheinlichkeiten behalten</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <source>As NAME_probability.tif: how sure the network is. Masks with other thresholds can be made from it in seconds.</source>
        <translation>Als NAME_probability.tif: wie sicher das Netz ist. Daraus lassen sich in Sekunden Masken mit anderen Schwellenwerten machen.</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <location filename="../processing_provider/whole_run.py"/>
        <source>Probabilities</source>
        <translation>Wahrscheinlichkeiten</translation>
    </message>
    <message>
        <location filename="../processing_provider/predict.py"/>
        <source>{}: probability</source>
        <translation>{}: Wahrscheinlichkeit</translation>
    </message>
    <message>
        <location filename="../processing_provider/run_folders.py"/>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>A new or empty folder. Everything that is made is kept there; the wizard opens it as well, and the steps go on in it.</source>
        <translation>Ein neuer oder leerer Ordner. Alles, was entsteht, bleibt dort; auch der Assistent öffnet ihn, und die Schritte gehen darin weiter.</translation>
    </message>
    <message>
        <location filename="../processing_provider/run_folders.py"/>
        <location filename="../processing_provider/whole_run.py"/>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>Run folder</source>
        <translation>Ordner des Laufs</translation>
    </message>
    <message>
        <location filename="../processing_provider/run_folders.py"/>
        <source>The folder of a run, in which the steps before this one have been done.</source>
        <translation>Der Ordner eines Laufs, in dem die Schritte davor erledigt sind.</translation>
    </message>
    <message>
        <location filename="../processing_provider/run_folders.py"/>
        <source>Add the chips&apos; outlines to the project</source>
        <translation>Umrisse der Chips dem Projekt hinzufügen</translation>
    </message>
    <message>
        <location filename="../processing_provider/run_folders.py"/>
        <source>Chips of {}</source>
        <translation>Chips von {}</translation>
    </message>
    <message>
        <location filename="../processing_provider/select.py"/>
        <source>Step 6: Choose the model</source>
        <translation>Schritt 6: Modell wählen</translation>
    </message>
    <message>
        <location filename="../processing_provider/select.py"/>
        <source>Judges every kept checkpoint on the testing chips and makes the best one the model, in one file.
The model file has all that is needed to map rasters with it, here or elsewhere.</source>
        <translation>Beurteilt jeden behaltenen Checkpoint auf den Test-Chips und macht den besten zum Modell, in einer Datei.
Die Modelldatei enthält alles, was nötig ist, um damit Raster zu kartieren, hier oder anderswo.</translation>
    </message>
    <message>
        <location filename="../processing_provider/select.py"/>
        <source>Figures of every checkpoint (JSON)</source>
        <translation>Kennzahlen aller Checkpoints (JSON)</translation>
    </message>
    <message>
        <location filename="../processing_provider/select.py"/>
        <source>Epoch of the model</source>
        <translation>Epoche des Modells</translation>
    </message>
    <message>
        <location filename="../processing_provider/select.py"/>
        <source>Threshold of the model</source>
        <translation>Schwellenwert des Modells</translation>
    </message>
    <message>
        <location filename="../processing_provider/select.py"/>
        <source>IoU on the testing chips</source>
        <translation>IoU auf den Test-Chips</translation>
    </message>
    <message>
        <location filename="../processing_provider/select.py"/>
        <source>F1 on the testing chips</source>
        <translation>F1 auf den Test-Chips</translation>
    </message>
    <message>
        <location filename="../processing_provider/select.py"/>
        <source>Accuracy on the testing chips</source>
        <translation>Genauigkeit auf den Test-Chips</translation>
    </message>
    <message>
        <location filename="../processing_provider/sources.py"/>
        <source>A raster cannot be opened. Check its path.</source>
        <translation>Ein Raster kann nicht geöffnet werden. Prüfen Sie seinen Pfad.</translation>
    </message>
    <message>
        <location filename="../processing_provider/sources.py"/>
        <source>“{}” is no raster file. Export the part that you need as a GeoTIFF (right-click the layer &gt; Export &gt; Save As…) and choose the new file.</source>
        <translation>„{}“ ist keine Rasterdatei. Exportieren Sie den benötigten Teil als GeoTIFF (Rechtsklick auf den Layer &gt; Export &gt; Speichern als…) und wählen Sie die neue Datei.</translation>
    </message>
    <message>
        <location filename="../processing_provider/sources.py"/>
        <source>The layer “{}” cannot be opened. Check its path.</source>
        <translation>Der Layer „{}“ kann nicht geöffnet werden. Prüfen Sie seinen Pfad.</translation>
    </message>
    <message>
        <location filename="../processing_provider/sources.py"/>
        <source>A polygon layer cannot be opened. Check its path.</source>
        <translation>Ein Polygonlayer kann nicht geöffnet werden. Prüfen Sie seinen Pfad.</translation>
    </message>
    <message>
        <location filename="../processing_provider/sources.py"/>
        <source>There is no name left</source>
        <translation>Es ist kein Name mehr frei</translation>
    </message>
    <message>
        <location filename="../processing_provider/split.py"/>
        <source>Split: field that groups ROIs</source>
        <translation>Aufteilung: Feld, das ROIs gruppiert</translation>
    </message>
    <message>
        <location filename="../processing_provider/split.py"/>
        <source>Split: polygons around the sets</source>
        <translation>Aufteilung: Polygone um die Teilmengen</translation>
    </message>
    <message>
        <location filename="../processing_provider/split.py"/>
        <source>Chips that lie wholly within a polygon go into its set. Chosen, it divides the chips (&apos;layer&apos;).</source>
        <translation>Chips, die ganz in einem Polygon liegen, kommen in dessen Teilmenge. Wenn gewählt, teilt er die Chips auf (&apos;layer&apos;).</translation>
    </message>
    <message>
        <location filename="../processing_provider/split.py"/>
        <source>Split: field that names the set</source>
        <translation>Aufteilung: Feld mit der Teilmenge</translation>
    </message>
    <message>
        <location filename="../processing_provider/split.py"/>
        <source>Of that layer; its values are train, validation or test.</source>
        <translation>Ein Feld jenes Layers; seine Werte sind train, validation oder test.</translation>
    </message>
    <message>
        <location filename="../processing_provider/split.py"/>
        <source>A field of the ROI layer, such as the plot: ROIs of one group stay together, with the ground around them. Chosen, it divides the chips (&apos;field&apos;).</source>
        <translation>Ein Feld des ROI-Layers, etwa das Flurstück: ROIs einer Gruppe bleiben zusammen, mit dem Boden um sie herum. Wenn gewählt, teilt es die Chips auf (&apos;field&apos;).</translation>
    </message>
    <message>
        <location filename="../processing_provider/split.py"/>
        <source>Step 3: Divide chips</source>
        <translation>Schritt 3: Chips aufteilen</translation>
    </message>
    <message>
        <location filename="../processing_provider/split.py"/>
        <source>Divides the chips into those to learn from, those to judge progress by, and those kept for testing.
By default they lie in separate regions that share no pixel, so that the figures do not flatter. The next step is “Augment chips”.</source>
        <translation>Teilt die Chips auf in jene zum Lernen, jene zum Beurteilen des Fortschritts und jene, die für den Test zurückgehalten werden.
Normalerweise liegen sie in getrennten Gebieten ohne gemeinsame Pixel, damit die Kennzahlen nicht schmeicheln. Der nächste Schritt ist „Chips augmentieren“.</translation>
    </message>
    <message>
        <location filename="../processing_provider/split.py"/>
        <source>Outlines of the chips, by set</source>
        <translation>Umrisse der Chips, nach Teilmenge</translation>
    </message>
    <message>
        <location filename="../processing_provider/split.py"/>
        <source>Training chips</source>
        <translation>Trainings-Chips</translation>
    </message>
    <message>
        <location filename="../processing_provider/split.py"/>
        <source>Validation chips</source>
        <translation>Validierungs-Chips</translation>
    </message>
    <message>
        <location filename="../processing_provider/train.py"/>
        <source>Step 5: Train the network</source>
        <translation>Schritt 5: Netz trainieren</translation>
    </message>
    <message>
        <location filename="../processing_provider/train.py"/>
        <source>Trains a U-Net on the training chips, with a checkpoint after each epoch.
Cancelled, it goes on from its last checkpoint when it is run again with the same settings. The next step is “Choose the model”.</source>
        <translation>Trainiert ein U-Net mit den Trainings-Chips, mit einem Checkpoint nach jeder Epoche.
Abgebrochen, macht es beim letzten Checkpoint weiter, wenn es mit denselben Einstellungen erneut ausgeführt wird. Der nächste Schritt ist „Modell wählen“.</translation>
    </message>
    <message>
        <location filename="../processing_provider/train.py"/>
        <location filename="../processing_provider/whole_run.py"/>
        <source>Figures of every epoch (CSV)</source>
        <translation>Kennzahlen jeder Epoche (CSV)</translation>
    </message>
    <message>
        <location filename="../processing_provider/train.py"/>
        <source>Epochs done</source>
        <translation>Fertige Epochen</translation>
    </message>
    <message>
        <location filename="../processing_provider/whole_run.py"/>
        <source>Settings of another run</source>
        <translation>Einstellungen eines anderen Laufs</translation>
    </message>
    <message>
        <location filename="../processing_provider/whole_run.py"/>
        <source>The settings.json of another run, of the wizard&apos;s too. It counts wherever a parameter here is left at its default; the rasters and ROIs are those given here.</source>
        <translation>Die settings.json eines anderen Laufs, auch des Assistenten. Sie zählt überall, wo ein Parameter hier auf seinem Vorgabewert steht; Raster und ROIs sind die hier angegebenen.</translation>
    </message>
    <message>
        <location filename="../processing_provider/whole_run.py"/>
        <source>Pictures of maps and curves</source>
        <translation>Bilder von Karten und Kurven</translation>
    </message>
    <message>
        <location filename="../processing_provider/whole_run.py"/>
        <source>Train and map (whole workflow)</source>
        <translation>Trainieren und kartieren (ganzer Ablauf)</translation>
    </message>
    <message>
        <location filename="../processing_provider/whole_run.py"/>
        <source>Learns from a raster and the ROIs drawn on it, and maps whole rasters: chips, training, choice of the model, prediction, mask.
Only the raster, the ROIs and how long to train matter; the defaults of all others work. Everything is kept in the run folder, which the wizard opens, too. A run that was stopped goes on with “Go on with a run”.</source>
        <translation>Lernt aus einem Raster und den darauf gezeichneten ROIs und kartiert ganze Raster: Chips, Training, Wahl des Modells, Vorhersage, Maske.
Wichtig sind nur das Raster, die ROIs und wie lange trainiert wird; die Vorgaben für alles andere funktionieren. Alles bleibt im Ordner des Laufs, den auch der Assistent öffnet. Ein angehaltener Lauf geht mit „Einen Lauf fortsetzen“ weiter.</translation>
    </message>
    <message>
        <location filename="../processing_provider/whole_run.py"/>
        <source>With the same bands in the same order. Left empty: the rasters learnt from.</source>
        <translation>Mit denselben Kanälen in derselben Reihenfolge. Leer: die Raster, aus denen gelernt wird.</translation>
    </message>
    <message>
        <location filename="../processing_provider/whole_run.py"/>
        <source>What was finished is kept in {}: “Go on with a run” goes on with it.</source>
        <translation>Was fertig war, bleibt in {}: „Einen Lauf fortsetzen“ macht dort weiter.</translation>
    </message>
    <message>
        <location filename="../processing_provider/whole_run.py"/>
        <source>Go on with a run</source>
        <translation>Einen Lauf fortsetzen</translation>
    </message>
    <message>
        <location filename="../processing_provider/whole_run.py"/>
        <source>Goes on with a run that was cancelled or broke off, from where it stopped, with its own settings.
What is finished is kept. It may have been begun here, in the wizard, or in a terminal.</source>
        <translation>Führt einen abgebrochenen Lauf dort fort, wo er anhielt, mit seinen eigenen Einstellungen.
Was fertig ist, bleibt. Er kann hier, im Assistenten oder in einem Terminal begonnen worden sein.</translation>
    </message>
    <message>
        <location filename="../processing_provider/whole_run.py"/>
        <source>The folder of the run to go on with.</source>
        <translation>Der Ordner des Laufs, der fortgesetzt wird.</translation>
    </message>
    <message>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>Trains a network on one raster and its ROIs, then maps other rasters with it. Open it in the model designer to add steps of your own, such as turning the masks into polygons.</source>
        <translation>Trainiert ein Netz mit einem Raster und seinen ROIs und kartiert damit andere Raster. Öffnen Sie es in der Modellierung, um eigene Schritte hinzuzufügen, etwa die Masken in Polygone zu verwandeln.</translation>
    </message>
    <message>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>A folder for the masks of the other rasters.</source>
        <translation>Ein Ordner für die Masken der anderen Raster.</translation>
    </message>
    <message>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>A new or empty folder for the run.</source>
        <translation>Ein neuer oder leerer Ordner für den Lauf.</translation>
    </message>
    <message>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>How long the network learns.</source>
        <translation>Wie lange das Netz lernt.</translation>
    </message>
    <message>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>Other rasters with the same bands in the same order.</source>
        <translation>Andere Raster mit denselben Kanälen in derselben Reihenfolge.</translation>
    </message>
    <message>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>The georeferenced image that the ROIs were drawn on.</source>
        <translation>Das georeferenzierte Bild, auf das die ROIs gezeichnet wurden.</translation>
    </message>
    <message>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>What you look for, drawn on that raster.</source>
        <translation>Was Sie suchen, auf dieses Raster gezeichnet.</translation>
    </message>
    <message>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>Train on one raster, map others</source>
        <translation>Mit einem Raster trainieren, andere kartieren</translation>
    </message>
    <message>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>Maps</source>
        <translation>Karten</translation>
    </message>
    <message>
        <location filename="../processing_provider/models/train_and_map.model3"/>
        <source>Raster to learn from</source>
        <translation>Raster zum Lernen</translation>
    </message>
</context>
<context>
    <name>Engine</name>
    <message>
        <location filename="../engine/answers.py"/>
        <source>No raster is given.</source>
        <translation>Es ist kein Raster angegeben.</translation>
    </message>
    <message>
        <location filename="../engine/answers.py"/>
        <source>Choose a raster.</source>
        <translation>Wählen Sie ein Raster.</translation>
    </message>
    <message>
        <location filename="../engine/answers.py"/>
        <source>Choose a raster and its ROI layer.</source>
        <translation>Wählen Sie ein Raster und seinen ROI-Layer.</translation>
    </message>
    <message>
        <location filename="../engine/augmentation.py"/>
        <source>A {name} of {value} for &apos;{effect}&apos; does not work.</source>
        <translation>{name} mit dem Wert {value} für &apos;{effect}&apos; geht nicht.</translation>
    </message>
    <message>
        <location filename="../engine/augmentation.py"/>
        <source>Give one from 0 to 1.</source>
        <translation>Geben Sie einen Wert von 0 bis 1 an.</translation>
    </message>
    <message>
        <location filename="../engine/augmentation.py"/>
        <source>&apos;{text}&apos; is no change of a chip.</source>
        <translation>&apos;{text}&apos; ist keine Veränderung eines Chips.</translation>
    </message>
    <message>
        <location filename="../engine/augmentation.py"/>
        <source>Write EFFECT:STRENGTH:PROBABILITY with numbers from 0 to 1 and one of {effects}.</source>
        <translation>Schreiben Sie EFFEKT:STÄRKE:WAHRSCHEINLICHKEIT mit Zahlen von 0 bis 1 und einem von {effects}.</translation>
    </message>
    <message>
        <location filename="../engine/augmentation.py"/>
        <source>{copies} copies of each chip do not work.</source>
        <translation>{copies} Kopien jedes Chips gehen nicht.</translation>
    </message>
    <message>
        <location filename="../engine/augmentation.py"/>
        <source>Give a number from 0 to 1000.</source>
        <translation>Geben Sie eine Zahl von 0 bis 1000 an.</translation>
    </message>
    <message>
        <location filename="../engine/augmentation.py"/>
        <source>&apos;{twice}&apos; is chosen twice.</source>
        <translation>&apos;{twice}&apos; ist zweimal gewählt.</translation>
    </message>
    <message>
        <location filename="../engine/augmentation.py"/>
        <source>Give each effect once.</source>
        <translation>Geben Sie jeden Effekt einmal an.</translation>
    </message>
    <message>
        <location filename="../engine/augmentation.py"/>
        <source>&apos;{name}&apos; has no strength.</source>
        <translation>&apos;{name}&apos; hat keine Stärke.</translation>
    </message>
    <message>
        <location filename="../engine/augmentation.py"/>
        <source>Write &apos;{name}&apos; alone.</source>
        <translation>Schreiben Sie nur &apos;{name}&apos;.</translation>
    </message>
    <message>
        <location filename="../engine/command_line.py"/>
        <source>The package &apos;{error_name}&apos; is missing in {executable}.</source>
        <translation>Das Paket &apos;{error_name}&apos; fehlt in {executable}.</translation>
    </message>
    <message>
        <location filename="../engine/command_line.py"/>
        <source>&apos;python -m engine doctor&apos; tells how to get it.</source>
        <translation>&apos;python -m engine doctor&apos; sagt, wie Sie es bekommen.</translation>
    </message>
    <message>
        <location filename="../engine/command_line.py"/>
        <source>The memory is full.</source>
        <translation>Der Arbeitsspeicher ist voll.</translation>
    </message>
    <message>
        <location filename="../engine/command_line.py"/>
        <source>Close other programs, or use a smaller window and batch.</source>
        <translation>Schließen Sie andere Programme oder verwenden Sie ein kleineres Fenster und kleinere Batches.</translation>
    </message>
    <message>
        <location filename="../engine/command_line.py"/>
        <source>A file cannot be read or written: {error_strerror} ({filename}).</source>
        <translation>Eine Datei kann nicht gelesen oder geschrieben werden: {error_strerror} ({filename}).</translation>
    </message>
    <message>
        <location filename="../engine/command_line.py"/>
        <source>Check the free space and your rights on that folder.</source>
        <translation>Prüfen Sie den freien Platz und Ihre Rechte für diesen Ordner.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>A resumed run goes on with the settings in its folder; others cannot be given.</source>
        <translation>Ein fortgesetzter Lauf verwendet die Einstellungen in seinem Ordner; andere können nicht angegeben werden.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>Leave the other options out, or start a new run.</source>
        <translation>Lassen Sie die anderen Optionen weg oder starten Sie einen neuen Lauf.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>Several rasters are given, but {path} is no folder.</source>
        <translation>Mehrere Raster sind angegeben, aber {path} ist kein Ordner.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>Give a folder for their maps.</source>
        <translation>Geben Sie einen Ordner für ihre Karten an.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>The output {output} is no PNG name.</source>
        <translation>Die Ausgabe {output} hat keinen PNG-Namen.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>Choose a name that ends in .png.</source>
        <translation>Wählen Sie einen Namen, der auf .png endet.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>{draws} examples of each do not work.</source>
        <translation>{draws} Beispiele von jedem gehen nicht.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>Give a number from 1 to 50.</source>
        <translation>Geben Sie eine Zahl von 1 bis 50 an.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>It is not said what to make a mask of.</source>
        <translation>Es ist nicht gesagt, woraus eine Maske gemacht werden soll.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>Give --folder for those of a run, or --probability, --model and --output for one outside any run.</source>
        <translation>Geben Sie --folder für die eines Laufs an oder --probability, --model und --output für eine außerhalb eines Laufs.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>Several rasters are given.</source>
        <translation>Mehrere Raster sind angegeben.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>Evaluate one raster at a time.</source>
        <translation>Vergleichen Sie ein Raster nach dem anderen.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>The output {output} is no JSON name.</source>
        <translation>Die Ausgabe {output} hat keinen JSON-Namen.</translation>
    </message>
    <message>
        <location filename="../engine/commands.py"/>
        <source>Choose a name that ends in .json.</source>
        <translation>Wählen Sie einen Namen, der auf .json endet.</translation>
    </message>
    <message>
        <location filename="../engine/cross_validation.py"/>
        <source>Fold {number} of {folds} is tested, in {folder_path}.</source>
        <translation>Teil {number} von {folds} wird getestet, in {folder_path}.</translation>
    </message>
    <message>
        <location filename="../engine/data/augment.py"/>
        <source>Writing further versions of chips</source>
        <translation>Weitere Varianten der Chips werden geschrieben</translation>
    </message>
    <message>
        <location filename="../engine/data/check.py"/>
        <source>Give at least one --raster with its --rois.</source>
        <translation>Geben Sie mindestens ein --raster mit seinen --rois an.</translation>
    </message>
    <message>
        <location filename="../engine/data/check.py"/>
        <source>are only {polygons} polygons</source>
        <translation>gibt es nur {polygons} Polygone</translation>
    </message>
    <message>
        <location filename="../engine/data/check.py"/>
        <source>is only one polygon</source>
        <translation>gibt es nur ein Polygon</translation>
    </message>
    <message>
        <location filename="../engine/data/check.py"/>
        <source>There {count} of &apos;{item_name}&apos;.</source>
        <translation>Von &apos;{item_name}&apos; {count}.</translation>
    </message>
    <message>
        <location filename="../engine/data/check.py"/>
        <source>Draw more of them, in different places: some dozens are a good beginning.</source>
        <translation>Zeichnen Sie mehr davon an verschiedenen Stellen: Einige Dutzend sind ein guter Anfang.</translation>
    </message>
    <message>
        <location filename="../engine/data/check.py"/>
        <source>&apos;{item_name}&apos; covers only {share} % of what is labelled.</source>
        <translation>&apos;{item_name}&apos; bedeckt nur {share} % des Erfassten.</translation>
    </message>
    <message>
        <location filename="../engine/data/check.py"/>
        <source>Draw more of it, or bound the labelled area closely around what you have drawn.</source>
        <translation>Zeichnen Sie mehr davon oder begrenzen Sie das erfasste Gebiet eng um das Gezeichnete.</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_files.py"/>
        <source>The chip {path} cannot be read: {error}.</source>
        <translation>Der Chip {path} kann nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_files.py"/>
        <source>Run the step that wrote it again.</source>
        <translation>Führen Sie den Schritt erneut aus, der ihn geschrieben hat.</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_index.py"/>
        <source>{index} is open elsewhere; the new one is {written_name}.</source>
        <translation>{index} ist anderswo geöffnet; die neue Datei ist {written_name}.</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>A window of {default_window} pixels leaves too few chips for three sets here, so the window is {window} pixels at a stride of {stride} ({names} chips).</source>
        <translation>Ein Fenster von {default_window} Pixeln lässt hier zu wenige Chips für drei Teilmengen, daher ist das Fenster {window} Pixel groß, bei einer Schrittweite von {stride} ({names} Chips).</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>Give a window yourself to decide otherwise.</source>
        <translation>Geben Sie selbst ein Fenster an, um anders zu entscheiden.</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>not even windows of {smallest_window} pixels give three sets.</source>
        <translation>nicht einmal Fenster von {smallest_window} Pixeln ergeben drei Teilmengen.</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>With these rules for chips {message}</source>
        <translation>Mit diesen Regeln für Chips gilt: {message}</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>The labelled ground is too small: {message}</source>
        <translation>Der erfasste Boden ist zu klein: {message}</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>Windows of {window} pixels at stride {stride} leave too few chips for three sets.</source>
        <translation>Fenster von {window} Pixeln bei Schrittweite {stride} lassen zu wenige Chips für drei Teilmengen.</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>No window works here. {asked}</source>
        <translation>Hier geht kein Fenster. {asked}</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source> (with a stride of at most {window})</source>
        <translation> (mit einer Schrittweite von höchstens {window})</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>The largest window that works here, in steps of {window_step}, is {window}{with_stride}; or label a larger area.{rules}</source>
        <translation>Das größte Fenster, das hier geht, in Schritten von {window_step}, ist {window}{with_stride}; oder erfassen Sie ein größeres Gebiet.{rules}</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>Windows of {window} pixels are enough for {folds} folds; or label a larger area.</source>
        <translation>Fenster von {window} Pixeln reichen für {folds} Teile; oder erfassen Sie ein größeres Gebiet.</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>Draw larger polygons for the sets, each around labelled ground, or divide by area.</source>
        <translation>Zeichnen Sie größere Polygone für die Teilmengen, jedes um erfassten Boden, oder teilen Sie nach Fläche auf.</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>Divide by area, or draw ROIs in more rasters or groups.</source>
        <translation>Teilen Sie nach Fläche auf oder zeichnen Sie ROIs in mehr Rastern oder Gruppen.</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>Label a larger area, or add another scene.</source>
        <translation>Erfassen Sie ein größeres Gebiet oder fügen Sie ein weiteres Raster hinzu.</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>ask for less than {min_known} % labelled ({too_little} windows have less)</source>
        <translation>verlangen Sie weniger als {min_known} % Erfasstes ({too_little} Fenster haben weniger)</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_plan.py"/>
        <source>allow more than {without_rois} % of chips without ROIs</source>
        <translation>erlauben Sie mehr als {without_rois} % Chips ohne ROIs</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_polygons.py"/>
        <source>No polygon of {layer} has in &apos;{field}&apos; that it is for {missing}; it says: {listed}.</source>
        <translation>In keinem Polygon von {layer} steht in &apos;{field}&apos;, dass es für {missing} ist; dort steht: {listed}.</translation>
    </message>
    <message>
        <location filename="../engine/data/chip_polygons.py"/>
        <source>Write train, validation or test into that field of each polygon, or choose another field.</source>
        <translation>Schreiben Sie train, validation oder test in dieses Feld jedes Polygons oder wählen Sie ein anderes Feld.</translation>
    </message>
    <message>
        <location filename="../engine/data/chips.py"/>
        <source>Clipping rasters and labels into chips</source>
        <translation>Raster und Labels werden in Chips geschnitten</translation>
    </message>
    <message>
        <location filename="../engine/data/chips.py"/>
        <source>{count} chips need about {needed} MB, but only {free} MB are free on the disk of {folder_path}.</source>
        <translation>{count} Chips brauchen etwa {needed} MB, aber auf dem Datenträger von {folder_path} sind nur {free} MB frei.</translation>
    </message>
    <message>
        <location filename="../engine/data/chips.py"/>
        <source>Use a larger stride, free some space, or choose a folder on another disk.</source>
        <translation>Verwenden Sie eine größere Schrittweite, schaffen Sie Platz oder wählen Sie einen Ordner auf einem anderen Datenträger.</translation>
    </message>
    <message>
        <location filename="../engine/data/class_values.py"/>
        <source>{empty} polygons have nothing in &apos;{class_field}&apos; and were left out.</source>
        <translation>{empty} Polygone haben nichts in &apos;{class_field}&apos; und wurden weggelassen.</translation>
    </message>
    <message>
        <location filename="../engine/data/class_values.py"/>
        <source>Fill in the field if they belong to a class.</source>
        <translation>Füllen Sie das Feld aus, wenn sie zu einer Klasse gehören.</translation>
    </message>
    <message>
        <location filename="../engine/data/class_values.py"/>
        <source>The field &apos;{class_field}&apos; is empty in every polygon.</source>
        <translation>Das Feld &apos;{class_field}&apos; ist in jedem Polygon leer.</translation>
    </message>
    <message>
        <location filename="../engine/data/class_values.py"/>
        <source>Fill it in, or choose another field.</source>
        <translation>Füllen Sie es aus oder wählen Sie ein anderes Feld.</translation>
    </message>
    <message>
        <location filename="../engine/data/class_values.py"/>
        <source>No polygon has in &apos;{field}&apos;: {missing}.</source>
        <translation>In keinem Polygon steht in &apos;{field}&apos;: {missing}.</translation>
    </message>
    <message>
        <location filename="../engine/data/class_values.py"/>
        <source>Its values are: {distinct}.</source>
        <translation>Seine Werte sind: {distinct}.</translation>
    </message>
    <message>
        <location filename="../engine/data/class_values.py"/>
        <source>Every class is left out.</source>
        <translation>Alle Klassen sind weggelassen.</translation>
    </message>
    <message>
        <location filename="../engine/data/class_values.py"/>
        <source>Use at least one class.</source>
        <translation>Verwenden Sie mindestens eine Klasse.</translation>
    </message>
    <message>
        <location filename="../engine/data/class_values.py"/>
        <source>The field &apos;{field}&apos; has {first} different values.</source>
        <translation>Das Feld &apos;{field}&apos; hat {first} verschiedene Werte.</translation>
    </message>
    <message>
        <location filename="../engine/data/class_values.py"/>
        <source>Choose a field with at most {largest_code} classes.</source>
        <translation>Wählen Sie ein Feld mit höchstens {largest_code} Klassen.</translation>
    </message>
    <message>
        <location filename="../engine/data/division.py"/>
        <source>Divide by area, or add rasters with their ROIs</source>
        <translation>Teilen Sie nach Fläche auf oder fügen Sie Raster mit ihren ROIs hinzu</translation>
    </message>
    <message>
        <location filename="../engine/data/division.py"/>
        <source>groups in &apos;{field}&apos;</source>
        <translation>Gruppen in &apos;{field}&apos;</translation>
    </message>
    <message>
        <location filename="../engine/data/division.py"/>
        <source>Divide by area</source>
        <translation>Teilen Sie nach Fläche auf</translation>
    </message>
    <message>
        <location filename="../engine/data/division.py"/>
        <source>{outside} chips lie in none of the polygons for the sets and are left out.</source>
        <translation>{outside} Chips liegen in keinem der Polygone für die Teilmengen und werden weggelassen.</translation>
    </message>
    <message>
        <location filename="../engine/data/division.py"/>
        <source>The groups are called by the names of the sets, so each comes into its set.</source>
        <translation>Die Gruppen heißen wie die Teilmengen, daher kommt jede in ihre.</translation>
    </message>
    <message>
        <location filename="../engine/data/division.py"/>
        <source>{nameless} ROIs have nothing in &apos;{field}&apos; and count as one group.</source>
        <translation>{nameless} ROIs haben nichts in &apos;{field}&apos; und zählen als eine Gruppe.</translation>
    </message>
    <message>
        <location filename="../engine/data/division.py"/>
        <source>There are only {number} {what}, too few for three sets of whole ones.</source>
        <translation>Es gibt nur {number} {what}, zu wenige für drei Teilmengen aus ganzen.</translation>
    </message>
    <message>
        <location filename="../engine/data/division.py"/>
        <source>{remedy}; {least_groups} are the least.</source>
        <translation>{remedy}; {least_groups} sind das Mindeste.</translation>
    </message>
    <message>
        <location filename="../engine/data/division.py"/>
        <source>There are only {number} {what}, too few for {folds} folds of whole ones.</source>
        <translation>Es gibt nur {number} {what}, zu wenige für {folds} Teile aus ganzen.</translation>
    </message>
    <message>
        <location filename="../engine/data/division.py"/>
        <source>Use at most {number} folds.</source>
        <translation>Verwenden Sie höchstens {number} Teile.</translation>
    </message>
    <message>
        <location filename="../engine/data/frames.py"/>
        <source>{path} cannot be written: {error_strerror}.</source>
        <translation>{path} kann nicht geschrieben werden: {error_strerror}.</translation>
    </message>
    <message>
        <location filename="../engine/data/frames.py"/>
        <source>Check the free space of the disk.</source>
        <translation>Prüfen Sie den freien Platz auf dem Datenträger.</translation>
    </message>
    <message>
        <location filename="../engine/data/labels.py"/>
        <source>Burning the polygons onto the rasters&apos; grids</source>
        <translation>Die Polygone werden auf die Gitter der Raster gebrannt</translation>
    </message>
    <message>
        <location filename="../engine/data/labels.py"/>
        <source>These classes cover no labelled pixel and are left out: {missing}.</source>
        <translation>Diese Klassen bedecken kein erfasstes Pixel und werden weggelassen: {missing}.</translation>
    </message>
    <message>
        <location filename="../engine/data/labels.py"/>
        <source>Draw larger polygons for them, or more inside the labelled area.</source>
        <translation>Zeichnen Sie größere Polygone für sie oder mehr im erfassten Gebiet.</translation>
    </message>
    <message>
        <location filename="../engine/data/labels.py"/>
        <source>No labelled pixel is left: the image is unknown (NoData) wherever polygons or the labelled area lie.</source>
        <translation>Es bleibt kein erfasstes Pixel: Das Bild ist überall unbekannt (NoData), wo Polygone oder das erfasste Gebiet liegen.</translation>
    </message>
    <message>
        <location filename="../engine/data/labels.py"/>
        <source>Check the raster&apos;s NoData value and the labelled area.</source>
        <translation>Prüfen Sie den NoData-Wert des Rasters und das erfasste Gebiet.</translation>
    </message>
    <message>
        <location filename="../engine/data/labels.py"/>
        <source>Only one class is present (&apos;{only}&apos;), so there is nothing to tell apart.</source>
        <translation>Es gibt nur eine Klasse (&apos;{only}&apos;), also nichts zu unterscheiden.</translation>
    </message>
    <message>
        <location filename="../engine/data/labels.py"/>
        <source>Leave some ground outside the ROIs and treat it as background, or add polygons of another class.</source>
        <translation>Lassen Sie etwas Boden außerhalb der ROIs und behandeln Sie ihn als Hintergrund, oder fügen Sie Polygone einer anderen Klasse hinzu.</translation>
    </message>
    <message>
        <location filename="../engine/data/labels.py"/>
        <source>Add polygons of another class, or treat what is unlabelled as background.</source>
        <translation>Fügen Sie Polygone einer anderen Klasse hinzu oder behandeln Sie nicht Erfasstes als Hintergrund.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>{self_path} cannot be read at columns {column}–{column2}, rows {row}–{row2}: {error}.</source>
        <translation>{self_path} kann in den Spalten {column}–{column2}, Zeilen {row}–{row2} nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>The file seems damaged or cut short; copy or export it again.</source>
        <translation>Die Datei scheint beschädigt oder abgeschnitten; kopieren oder exportieren Sie sie erneut.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>{self_path} has no image bands.</source>
        <translation>{self_path} hat keine Bildkanäle.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>Choose a raster with one band or more.</source>
        <translation>Wählen Sie ein Raster mit mindestens einem Kanal.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>{self_path} holds complex numbers, which a network cannot read.</source>
        <translation>{self_path} enthält komplexe Zahlen, die ein Netz nicht lesen kann.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>Convert it to amplitude or intensity first.</source>
        <translation>Wandeln Sie es zuerst in Amplitude oder Intensität um.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>{self_path} is a palette raster: its values are numbers of colours, not colours.</source>
        <translation>{self_path} ist ein Palettenraster: Seine Werte sind Nummern von Farben, keine Farben.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>Expand it first: Raster &gt; Conversion &gt; PCT to RGB.</source>
        <translation>Wandeln Sie es zuerst um: Raster &gt; Konvertierung &gt; PCT nach RGB.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>{path} cannot be written: {error}.</source>
        <translation>{path} kann nicht geschrieben werden: {error}.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>{path} is a map service, not a file.</source>
        <translation>{path} ist ein Kartendienst und keine Datei.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>Export the area as a GeoTIFF first: layer menu &gt; Export &gt; Save As.</source>
        <translation>Exportieren Sie das Gebiet zuerst als GeoTIFF: Layermenü &gt; Export &gt; Speichern als.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>There is no raster at {path}.</source>
        <translation>Bei {path} gibt es kein Raster.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>Check the path.</source>
        <translation>Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>{path} cannot be opened as a raster: {error}.</source>
        <translation>{path} kann nicht als Raster geöffnet werden: {error}.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>Use a format that QGIS shows as a raster layer.</source>
        <translation>Verwenden Sie ein Format, das QGIS als Rasterlayer zeigt.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster.py"/>
        <source>band {band}</source>
        <translation>Kanal {band}</translation>
    </message>
    <message>
        <location filename="../engine/data/raster_check.py"/>
        <source>A pixel of {raster} is {ratio} times as large as one of {raster2}; things look different to the network there.</source>
        <translation>Ein Pixel von {raster} ist {ratio}-mal so groß wie eines von {raster2}; dort sehen die Dinge für das Netz anders aus.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster_check.py"/>
        <source>Resample them to one pixel size, or train a network for each.</source>
        <translation>Rechnen Sie sie auf eine Pixelgröße um oder trainieren Sie für jedes ein Netz.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster_check.py"/>
        <source>{raster} holds one value only in: {constant}.</source>
        <translation>{raster} enthält nur einen Wert in: {constant}.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster_check.py"/>
        <source>Nothing can be learnt from such a band; it does no harm, either. Check whether it should hold more.</source>
        <translation>Aus einem solchen Kanal lässt sich nichts lernen; er schadet auch nicht. Prüfen Sie, ob er mehr enthalten sollte.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster_check.py"/>
        <source>The values of {raster} reach {large}, those of {raster2} only {small}, as if they were measured in other units.</source>
        <translation>Die Werte von {raster} reichen bis {large}, die von {raster2} nur bis {small}, als wären sie in anderen Einheiten gemessen.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster_check.py"/>
        <source>Bring them to one scale first (Raster &gt; Raster Calculator), or train a network for each.</source>
        <translation>Bringen Sie sie zuerst auf eine Skala (Raster &gt; Rasterrechner) oder trainieren Sie für jedes ein Netz.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster_check.py"/>
        <source>{name} ({low} to {high}, nearly all close to {at_low})</source>
        <translation>{name} ({low} bis {high}, fast alle nahe {at_low})</translation>
    </message>
    <message>
        <location filename="../engine/data/raster_check.py"/>
        <source>In {raster} a few pixels lie far from all others: {found}.</source>
        <translation>In {raster} liegen einige Pixel weit weg von allen anderen: {found}.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster_check.py"/>
        <source>If they are NoData, declare it (Raster &gt; Conversion &gt; Translate); if they are glare, clip them. The network is shown the whole range, and would see hardly any difference among the others.</source>
        <translation>Sind sie NoData, geben Sie das an (Raster &gt; Konvertierung &gt; Umwandeln); ist es Blendung, kappen Sie sie. Dem Netz wird der ganze Bereich gezeigt, und es sähe zwischen den anderen kaum einen Unterschied.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster_check.py"/>
        <source>{raster} has a margin of the value {value} in all bands, {share} % of it, that looks like no image but is not declared as NoData.</source>
        <translation>{raster} hat einen Rand mit dem Wert {value} in allen Kanälen, {share} % davon, der nicht wie ein Bild aussieht, aber nicht als NoData angegeben ist.</translation>
    </message>
    <message>
        <location filename="../engine/data/raster_check.py"/>
        <source>If it is empty, declare it: Raster &gt; Conversion &gt; Translate, NoData {value}, and use the new file instead of {name}.</source>
        <translation>Ist er leer, geben Sie das an: Raster &gt; Konvertierung &gt; Umwandeln, NoData {value}, und verwenden Sie die neue Datei statt {name}.</translation>
    </message>
    <message>
        <location filename="../engine/data/room.py"/>
        <source>Training may need {training} of memory, even with one chip at a time; {free} are free.</source>
        <translation>Das Training braucht bis zu {training} Arbeitsspeicher, selbst mit einem Chip auf einmal; {free} sind frei.</translation>
    </message>
    <message>
        <location filename="../engine/data/room.py"/>
        <source>Close other programs, or use chips smaller than {window} pixels, a narrower network (--set network.base_width=8), or a computer with more memory.</source>
        <translation>Schließen Sie andere Programme oder verwenden Sie Chips unter {window} Pixeln, ein schmaleres Netz (--set network.base_width=8) oder einen Rechner mit mehr Arbeitsspeicher.</translation>
    </message>
    <message>
        <location filename="../engine/data/room.py"/>
        <source>A map of a raster {widest} pixels wide may need {mapping} of memory; {free} are free.</source>
        <translation>Eine Karte eines {widest} Pixel breiten Rasters braucht bis zu {mapping} Arbeitsspeicher; {free} sind frei.</translation>
    </message>
    <message>
        <location filename="../engine/data/room.py"/>
        <source>Close other programs, use a smaller window for the prediction, or map the raster in parts.</source>
        <translation>Schließen Sie andere Programme, verwenden Sie ein kleineres Fenster für die Vorhersage oder kartieren Sie das Raster in Teilen.</translation>
    </message>
    <message>
        <location filename="../engine/data/room.py"/>
        <source>Training in batches of {batch} may need {settings} of memory; {free} are free.</source>
        <translation>Das Training in Batches von {batch} braucht bis zu {settings} Arbeitsspeicher; {free} sind frei.</translation>
    </message>
    <message>
        <location filename="../engine/data/room.py"/>
        <source>Use batches of {fitting} (--set training.batch_size={fitting2}), or close other programs.</source>
        <translation>Verwenden Sie Batches von {fitting} (--set training.batch_size={fitting2}) oder schließen Sie andere Programme.</translation>
    </message>
    <message>
        <location filename="../engine/data/room.py"/>
        <source>The run may need {needed}; the disk of {folder} has {free} free.</source>
        <translation>Der Lauf braucht bis zu {needed}; der Datenträger von {folder} hat {free} frei.</translation>
    </message>
    <message>
        <location filename="../engine/data/room.py"/>
        <source>Choose a folder on another disk, or use fewer copies or a longer stride.</source>
        <translation>Wählen Sie einen Ordner auf einem anderen Datenträger oder verwenden Sie weniger Kopien oder eine größere Schrittweite.</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>The raster {raster} has no position on the map (no geotransform).</source>
        <translation>Das Raster {raster} hat keine Lage auf der Karte (keine Geotransformation).</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>Georeference it first: Layer &gt; Georeferencer.</source>
        <translation>Georeferenzieren Sie es zuerst: Layer &gt; Georeferenzierung.</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>{repaired} invalid polygons of {rois} were repaired in a copy.</source>
        <translation>{repaired} ungültige Polygone von {rois} wurden in einer Kopie repariert.</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>Vector &gt; Geometry Tools &gt; Check Validity shows them; your layer is unchanged.</source>
        <translation>Vektor &gt; Geometrie-Werkzeuge &gt; Gültigkeit prüfen zeigt sie; Ihr Layer ist unverändert.</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>{skipped} features without a usable polygon were skipped.</source>
        <translation>{skipped} Objekte ohne brauchbares Polygon wurden übersprungen.</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>left out: nothing is learnt from them</source>
        <translation>weggelassen: Aus ihnen wird nichts gelernt</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>Say so if they were searched and hold nothing: then they are good examples of background.</source>
        <translation>Sagen Sie es, wenn sie abgesucht sind und nichts enthalten: Dann sind sie gute Beispiele für Hintergrund.</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>taken for background</source>
        <translation>als Hintergrund genommen</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>Leave them out if nobody has looked for ROIs there.</source>
        <translation>Lassen Sie sie weg, wenn dort niemand nach ROIs gesucht hat.</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>{places} of {opened} rasters have no ROI on them and are {what}.</source>
        <translation>{places} von {opened} Rastern haben keine ROI und werden {what}.</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>The polygons of {rois} lie outside the raster {raster}: polygons {box}, raster {extent}.</source>
        <translation>Die Polygone von {rois} liegen außerhalb des Rasters {raster}: Polygone {box}, Raster {extent}.</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>Choose the layer that was drawn on this raster, or check the CRS of both.</source>
        <translation>Wählen Sie den Layer, der auf dieses Raster gezeichnet wurde, oder prüfen Sie das KBS beider.</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>{outside} lie outside the raster</source>
        <translation>liegen {outside} außerhalb des Rasters</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>{partly} reach over its edge</source>
        <translation>ragen {partly} über seinen Rand</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>Of {geometries} polygons on {name}, {told}; only what lies inside is used.</source>
        <translation>Von {geometries} Polygonen auf {name} {told}; nur was innerhalb liegt, wird verwendet.</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>{other_path} has {band_names} bands ({band_names2}), but {first_path} has {band_names3} ({band_names4}).</source>
        <translation>{other_path} hat {band_names} Kanäle ({band_names2}), aber {first_path} hat {band_names3} ({band_names4}).</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>Use rasters with the same bands in the same order.</source>
        <translation>Verwenden Sie Raster mit denselben Kanälen in derselben Reihenfolge.</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>{other_path} holds {dtype_name} values, but {first_path} holds {dtype_name2}.</source>
        <translation>{other_path} enthält {dtype_name}-Werte, aber {first_path} enthält {dtype_name2}.</translation>
    </message>
    <message>
        <location filename="../engine/data/scenes.py"/>
        <source>Convert the rasters to one data type first.</source>
        <translation>Wandeln Sie die Raster zuerst in einen Datentyp um.</translation>
    </message>
    <message>
        <location filename="../engine/data/split.py"/>
        <source>Dividing the chips into training, validation and testing</source>
        <translation>Die Chips werden in Training, Validierung und Test aufgeteilt</translation>
    </message>
    <message>
        <location filename="../engine/data/split.py"/>
        <source>a split of {train}, {validation}, {test}</source>
        <translation>eine Aufteilung von {train}, {validation}, {test}</translation>
    </message>
    <message>
        <location filename="../engine/data/split.py"/>
        <source>{folds} folds</source>
        <translation>{folds} Teile</translation>
    </message>
    <message>
        <location filename="../engine/data/split.py"/>
        <source>a split by the polygons of {layer}</source>
        <translation>eine Aufteilung nach den Polygonen von {layer}</translation>
    </message>
    <message>
        <location filename="../engine/data/split.py"/>
        <source>{names} chips of {window} pixels are too few for {wanted} with ROIs in each set ({sizes}).</source>
        <translation>{names} Chips von {window} Pixeln sind zu wenige für {wanted} mit ROIs in jeder Teilmenge ({sizes}).</translation>
    </message>
    <message>
        <location filename="../engine/data/split.py"/>
        <source>Cut the chips again with a smaller window.</source>
        <translation>Schneiden Sie die Chips erneut mit einem kleineren Fenster.</translation>
    </message>
    <message>
        <location filename="../engine/data/split.py"/>
        <source>{across} of {total} chips ({across2} %) lie across the borders between the sets and are left out.</source>
        <translation>{across} von {total} Chips ({across2} %) liegen über den Grenzen zwischen den Teilmengen und werden weggelassen.</translation>
    </message>
    <message>
        <location filename="../engine/data/split.py"/>
        <source>{across} of {total} chips ({across2} %) lie across the borders between the sets and are left out, so that the sets share no pixel.</source>
        <translation>{across} von {total} Chips ({across2} %) liegen über den Grenzen zwischen den Teilmengen und werden weggelassen, sodass die Teilmengen kein Pixel gemeinsam haben.</translation>
    </message>
    <message>
        <location filename="../engine/data/split.py"/>
        <source>The sets share pixels ({listed}), so their figures will be too good.</source>
        <translation>Die Teilmengen haben Pixel gemeinsam ({listed}), daher werden ihre Kennzahlen zu gut ausfallen.</translation>
    </message>
    <message>
        <location filename="../engine/data/split.py"/>
        <source>Split by area, or use a stride of the whole window.</source>
        <translation>Teilen Sie nach Fläche auf oder verwenden Sie eine Schrittweite vom ganzen Fenster.</translation>
    </message>
    <message>
        <location filename="../engine/data/split.py"/>
        <source>The {name} set has no pixel of: {missing}.</source>
        <translation>Die Teilmenge „{name}“ hat kein Pixel von: {missing}.</translation>
    </message>
    <message>
        <location filename="../engine/data/split.py"/>
        <source>Label these classes in more places.</source>
        <translation>Erfassen Sie diese Klassen an mehr Stellen.</translation>
    </message>
    <message>
        <location filename="../engine/data/stack.py"/>
        <source>{raster_path} has no position on the map that it could be brought to the other bands by.</source>
        <translation>{raster_path} hat keine Lage auf der Karte, nach der es zu den anderen Kanälen gebracht werden könnte.</translation>
    </message>
    <message>
        <location filename="../engine/data/stack.py"/>
        <source>{raster_path} lies on another grid than the bands beside it, and theirs is rotated.</source>
        <translation>{raster_path} liegt auf einem anderen Gitter als die Kanäle daneben, und deren Gitter ist gedreht.</translation>
    </message>
    <message>
        <location filename="../engine/data/stack.py"/>
        <source>Bring all bands to one grid first: Raster &gt; Projections &gt; Warp.</source>
        <translation>Bringen Sie zuerst alle Kanäle auf ein Gitter: Raster &gt; Projektionen &gt; Transformieren.</translation>
    </message>
    <message>
        <location filename="../engine/data/stack.py"/>
        <source>{raster_path} cannot be brought to the grid of the other bands: {error}.</source>
        <translation>{raster_path} kann nicht auf das Gitter der anderen Kanäle gebracht werden: {error}.</translation>
    </message>
    <message>
        <location filename="../engine/data/stack.py"/>
        <source>{raster_path} shows another place than the files of the other bands.</source>
        <translation>{raster_path} zeigt einen anderen Ort als die Dateien der anderen Kanäle.</translation>
    </message>
    <message>
        <location filename="../engine/data/stack.py"/>
        <source>Stack bands of one scene only; give rasters of other places on their own.</source>
        <translation>Stapeln Sie nur Kanäle einer Szene; geben Sie Raster anderer Orte für sich an.</translation>
    </message>
    <message>
        <location filename="../engine/data/temporary.py"/>
        <source>{path} is open elsewhere, so it stays.</source>
        <translation>{path} ist anderswo geöffnet und bleibt daher.</translation>
    </message>
    <message>
        <location filename="../engine/data/temporary.py"/>
        <source>Delete it yourself.</source>
        <translation>Löschen Sie es selbst.</translation>
    </message>
    <message>
        <location filename="../engine/data/tiles.py"/>
        <source>The folder {folder} cannot be read: {error_strerror}.</source>
        <translation>Der Ordner {folder} kann nicht gelesen werden: {error_strerror}.</translation>
    </message>
    <message>
        <location filename="../engine/data/tiles.py"/>
        <source>Check the path and your rights.</source>
        <translation>Prüfen Sie den Pfad und Ihre Rechte.</translation>
    </message>
    <message>
        <location filename="../engine/data/tiles.py"/>
        <source>There is no raster in the folder {folder}.</source>
        <translation>Im Ordner {folder} gibt es kein Raster.</translation>
    </message>
    <message>
        <location filename="../engine/data/tiles.py"/>
        <source>Choose the folder in which the tiles themselves lie: folders within it are not searched.</source>
        <translation>Wählen Sie den Ordner, in dem die Kacheln selbst liegen: Ordner darin werden nicht durchsucht.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>The layer {path} has no polygons.</source>
        <translation>Der Layer {path} hat keine Polygone.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>Draw some polygons first, and save the layer.</source>
        <translation>Zeichnen Sie zuerst einige Polygone und speichern Sie den Layer.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>There is no layer at {file}.</source>
        <translation>Bei {file} gibt es keinen Layer.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>{file} cannot be opened as a layer: {error}.</source>
        <translation>{file} kann nicht als Layer geöffnet werden: {error}.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>Use a format that QGIS shows as a vector layer.</source>
        <translation>Verwenden Sie ein Format, das QGIS als Vektorlayer zeigt.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>{file} has no layer named &apos;{names}&apos;.</source>
        <translation>{file} enthält keinen Layer namens &apos;{names}&apos;.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>Check the name of the layer.</source>
        <translation>Prüfen Sie den Namen des Layers.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>The layer {path} holds no polygons.</source>
        <translation>Der Layer {path} enthält keine Polygone.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>Use a polygon layer, or say how wide its lines or points are (--line-width, --point-radius).</source>
        <translation>Verwenden Sie einen Polygonlayer oder sagen Sie, wie breit seine Linien oder Punkte sind (--line-width, --point-radius).</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>{file} has several layers: {listed}.</source>
        <translation>{file} enthält mehrere Layer: {listed}.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>Name one as {file}|layername=NAME.</source>
        <translation>Nennen Sie einen als {file}|layername=NAME.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>The database layer {source} cannot be opened: {error}</source>
        <translation>Der Datenbanklayer {source} kann nicht geöffnet werden: {error}</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>Check that the server runs and that host, port, database, user and tables are right; a password belongs into ~/.pgpass or the environment variable PGPASSWORD. Or export the layer to a GeoPackage.</source>
        <translation>Prüfen Sie, ob der Server läuft und ob Host, Port, Datenbank, Benutzer und Tabellen stimmen; ein Passwort gehört in ~/.pgpass oder die Umgebungsvariable PGPASSWORD. Oder exportieren Sie den Layer in ein GeoPackage.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>The raster {raster} has no CRS, but the layer {path} has one.</source>
        <translation>Das Raster {raster} hat kein KBS, der Layer {path} aber eines.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>Assign the raster its CRS: Raster &gt; Projections &gt; Assign Projection.</source>
        <translation>Weisen Sie dem Raster sein KBS zu: Raster &gt; Projektionen &gt; Projektion zuweisen.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>The layer {path} has no CRS, but the raster {raster} has one.</source>
        <translation>Der Layer {path} hat kein KBS, das Raster {raster} aber eines.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>Assign the layer its CRS: layer menu &gt; Layer CRS &gt; Set Layer CRS, and export it again.</source>
        <translation>Weisen Sie dem Layer sein KBS zu: Layermenü &gt; Layer-KBS &gt; Layer-KBS setzen, und exportieren Sie ihn erneut.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>The layer {path} cannot be brought into the CRS of {raster}: {error}.</source>
        <translation>Der Layer {path} kann nicht in das KBS von {raster} gebracht werden: {error}.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>Reproject the layer in QGIS first.</source>
        <translation>Reprojizieren Sie den Layer zuerst in QGIS.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>The layer {path} has no field &apos;{class_field}&apos;.</source>
        <translation>Der Layer {path} hat kein Feld &apos;{class_field}&apos;.</translation>
    </message>
    <message>
        <location filename="../engine/data/vector.py"/>
        <source>Its fields are: {fields}.</source>
        <translation>Seine Felder sind: {fields}.</translation>
    </message>
    <message>
        <location filename="../engine/data/views.py"/>
        <source>Pixels of {pixel_size} m are too small for {raster_path}, whose own are {sides} m.</source>
        <translation>Pixel von {pixel_size} m sind zu klein für {raster_path}, dessen eigene {sides} m groß sind.</translation>
    </message>
    <message>
        <location filename="../engine/data/views.py"/>
        <source>Use a pixel size of {finest} m or more.</source>
        <translation>Verwenden Sie eine Pixelgröße von {finest} m oder mehr.</translation>
    </message>
    <message>
        <location filename="../engine/data/views.py"/>
        <source>Pixels of {pixel_size} m are larger than all of {raster_path}.</source>
        <translation>Pixel von {pixel_size} m sind größer als das ganze {raster_path}.</translation>
    </message>
    <message>
        <location filename="../engine/data/views.py"/>
        <source>Use a smaller pixel size; the raster&apos;s own is {sides} m.</source>
        <translation>Verwenden Sie eine kleinere Pixelgröße; die des Rasters ist {sides} m.</translation>
    </message>
    <message>
        <location filename="../engine/data/views.py"/>
        <source>How large a pixel of {raster_path} is on the ground cannot be told.</source>
        <translation>Wie groß ein Pixel von {raster_path} in der Natur ist, lässt sich nicht sagen.</translation>
    </message>
    <message>
        <location filename="../engine/data/views.py"/>
        <source>Check the raster&apos;s CRS, or leave its pixels as they are.</source>
        <translation>Prüfen Sie das KBS des Rasters oder lassen Sie seine Pixel, wie sie sind.</translation>
    </message>
    <message>
        <location filename="../engine/data/views.py"/>
        <source>{raster_path} has no image band {missing}.</source>
        <translation>{raster_path} hat keinen Bildkanal {missing}.</translation>
    </message>
    <message>
        <location filename="../engine/data/views.py"/>
        <source>Its bands are: {listed}.</source>
        <translation>Seine Kanäle sind: {listed}.</translation>
    </message>
    <message>
        <location filename="../engine/data/vrt.py"/>
        <source>{path} is a VRT under another name.</source>
        <translation>{path} ist ein VRT unter anderem Namen.</translation>
    </message>
    <message>
        <location filename="../engine/data/vrt.py"/>
        <source>If you trust it, rename it to .vrt.</source>
        <translation>Wenn Sie ihm vertrauen, benennen Sie es in .vrt um.</translation>
    </message>
    <message>
        <location filename="../engine/data/vrt.py"/>
        <source>{path} reaches out to the network ({source}).</source>
        <translation>{path} greift auf das Netzwerk zu ({source}).</translation>
    </message>
    <message>
        <location filename="../engine/data/vrt.py"/>
        <source>Use a VRT of local files, or export it as a GeoTIFF.</source>
        <translation>Verwenden Sie ein VRT aus lokalen Dateien oder exportieren Sie es als GeoTIFF.</translation>
    </message>
    <message>
        <location filename="../engine/data/vrt.py"/>
        <source>{path} is damaged: {error}.</source>
        <translation>{path} ist beschädigt: {error}.</translation>
    </message>
    <message>
        <location filename="../engine/data/vrt.py"/>
        <source>Make the VRT again.</source>
        <translation>Erstellen Sie das VRT erneut.</translation>
    </message>
    <message>
        <location filename="../engine/data/vrt.py"/>
        <source>{path} is damaged.</source>
        <translation>{path} ist beschädigt.</translation>
    </message>
    <message>
        <location filename="../engine/data/vrt.py"/>
        <source>{path} cannot be read.</source>
        <translation>{path} kann nicht gelesen werden.</translation>
    </message>
    <message>
        <location filename="../engine/databases.py"/>
        <source>A password stands in {text}; it would be stored with the run.</source>
        <translation>In {text} steht ein Passwort; es würde mit dem Lauf gespeichert.</translation>
    </message>
    <message>
        <location filename="../engine/databases.py"/>
        <source>Leave it out and keep it in ~/.pgpass or in the environment variable PGPASSWORD, or export the layer to a GeoPackage.</source>
        <translation>Lassen Sie es weg und bewahren Sie es in ~/.pgpass oder in der Umgebungsvariable PGPASSWORD auf, oder exportieren Sie den Layer in ein GeoPackage.</translation>
    </message>
    <message>
        <location filename="../engine/databases.py"/>
        <source>Only QGIS can open {text}.</source>
        <translation>Nur QGIS kann {text} öffnen.</translation>
    </message>
    <message>
        <location filename="../engine/databases.py"/>
        <source>Export the layer to a GeoPackage, or name it as PG:dbname=NAME host=HOST tables=SCHEMA.TABLE.</source>
        <translation>Exportieren Sie den Layer in ein GeoPackage oder nennen Sie ihn als PG:dbname=NAME host=HOST tables=SCHEMA.TABLE.</translation>
    </message>
    <message>
        <location filename="../engine/environment.py"/>
        <source>Get it by &apos;python -m engine install --run&apos;, or, in an environment of your own, by: {python} -m pip install {package}</source>
        <translation>Holen Sie es mit &apos;python -m engine install --run&apos; oder, in einer eigenen Umgebung, mit: {python} -m pip install {package}</translation>
    </message>
    <message>
        <location filename="../engine/environment.py"/>
        <source>It comes with QGIS, or from your system&apos;s packages ({package}); pip has no build of it.</source>
        <translation>Es kommt mit QGIS oder aus den Paketen Ihres Systems ({package}); pip hat keinen Build davon.</translation>
    </message>
    <message>
        <location filename="../engine/environment.py"/>
        <source>too old</source>
        <translation>zu alt</translation>
    </message>
    <message>
        <location filename="../engine/environment.py"/>
        <source>Use Python {oldest} or later.</source>
        <translation>Verwenden Sie Python {oldest} oder neuer.</translation>
    </message>
    <message>
        <location filename="../engine/events.py"/>
        <source>Cancelled. What was finished stays; go on with --resume.</source>
        <translation>Abgebrochen. Was fertig ist, bleibt; mit --resume geht es weiter.</translation>
    </message>
    <message>
        <location filename="../engine/events.py"/>
        <source>Something went wrong inside the program: {name}: {error}</source>
        <translation>Im Programm ist etwas schiefgegangen: {name}: {error}</translation>
    </message>
    <message>
        <location filename="../engine/events.py"/>
        <source>Please report it with the text in engine.log.</source>
        <translation>Bitte melden Sie es mit dem Text in engine.log.</translation>
    </message>
    <message>
        <location filename="../engine/files.py"/>
        <source>{path} cannot be read: {error}.</source>
        <translation>{path} kann nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <location filename="../engine/inputs.py"/>
        <source>&apos;inputs.{name}&apos; is {value}.</source>
        <translation>&apos;inputs.{name}&apos; ist {value}.</translation>
    </message>
    <message>
        <location filename="../engine/inputs.py"/>
        <source>Give a number of metres above 0.</source>
        <translation>Geben Sie eine Zahl von Metern über 0 an.</translation>
    </message>
    <message>
        <location filename="../engine/inputs.py"/>
        <source>The bands {bands} do not work.</source>
        <translation>Die Kanäle {bands} gehen nicht.</translation>
    </message>
    <message>
        <location filename="../engine/inputs.py"/>
        <source>Give the number of each band once, from 1 up.</source>
        <translation>Geben Sie die Nummer jedes Kanals einmal an, ab 1.</translation>
    </message>
    <message>
        <location filename="../engine/inputs.py"/>
        <source>Two rules are given for one class.</source>
        <translation>Für eine Klasse sind zwei Regeln angegeben.</translation>
    </message>
    <message>
        <location filename="../engine/inputs.py"/>
        <source>Give each value of the class field once.</source>
        <translation>Geben Sie jeden Wert des Klassenfelds einmal an.</translation>
    </message>
    <message>
        <location filename="../engine/inputs.py"/>
        <source>With one class only and everything else ignored there is nothing to tell apart.</source>
        <translation>Bei nur einer Klasse, und alles andere ignoriert, gibt es nichts zu unterscheiden.</translation>
    </message>
    <message>
        <location filename="../engine/inputs.py"/>
        <source>Use unlabelled &apos;background&apos;, or name a class field.</source>
        <translation>Behandeln Sie nicht Erfasstes als &apos;background&apos; oder nennen Sie ein Klassenfeld.</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>Finding the packages</source>
        <translation>Die Pakete werden gesucht</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>PyTorch&apos;s own index did not answer, or does not have the build that was chosen.</source>
        <translation>Der Index von PyTorch antwortete nicht oder hat den gewählten Build nicht.</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>Taking the one of the ordinary index (up to {download_mb} MB).</source>
        <translation>Es wird der des gewöhnlichen Index genommen (bis zu {download_mb} MB).</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>The packages ask for another numpy than {numpy}, which GDAL here is compiled for.</source>
        <translation>Die Pakete verlangen ein anderes numpy als {numpy}, für das GDAL hier gebaut ist.</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>Use another Python, such as one of conda.</source>
        <translation>Verwenden Sie ein anderes Python, etwa eines von conda.</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>pip has unpacked nothing.</source>
        <translation>pip hat nichts entpackt.</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>Copy the diagnosis for someone who can help.</source>
        <translation>Kopieren Sie die Diagnose für jemanden, der helfen kann.</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>Trying it by a training step</source>
        <translation>Probe mit einem Trainingsschritt</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>Repair it, or copy the diagnosis for someone who can help.</source>
        <translation>Reparieren Sie es oder kopieren Sie die Diagnose für jemanden, der helfen kann.</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>PyTorch does not find the GPU and computes on the processor.</source>
        <translation>PyTorch findet die Grafikkarte nicht und rechnet auf dem Prozessor.</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>Update the driver of the GPU and start the computer again.</source>
        <translation>Aktualisieren Sie den Treiber der Grafikkarte und starten Sie den Rechner neu.</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>{python} has all packages of its own.</source>
        <translation>{python} hat alle Pakete selbst.</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>&apos;doctor&apos; tells whether they work.</source>
        <translation>&apos;doctor&apos; sagt, ob sie funktionieren.</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>Everything is installed and works.</source>
        <translation>Alles ist installiert und funktioniert.</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>Cancelled. What was downloaded is kept: install again to go on.</source>
        <translation>Abgebrochen. Was heruntergeladen war, bleibt: Installieren Sie erneut, um weiterzumachen.</translation>
    </message>
    <message>
        <location filename="../engine/install.py"/>
        <source>The packages were installed but do not work: {told}</source>
        <translation>Die Pakete wurden installiert, funktionieren aber nicht: {told}</translation>
    </message>
    <message>
        <location filename="../engine/install_folder.py"/>
        <source>The folder {home} cannot be written: {error_strerror}.</source>
        <translation>Der Ordner {home} kann nicht geschrieben werden: {error_strerror}.</translation>
    </message>
    <message>
        <location filename="../engine/install_folder.py"/>
        <source>Ask for the right to write there, or name another folder in the environment variable DEEP_SEGMENTATION_WIZARD_PACKAGES.</source>
        <translation>Bitten Sie um das Recht, dort zu schreiben, oder nennen Sie in der Umgebungsvariable DEEP_SEGMENTATION_WIZARD_PACKAGES einen anderen Ordner.</translation>
    </message>
    <message>
        <location filename="../engine/install_folder.py"/>
        <source>Another installation is at work.</source>
        <translation>Eine andere Installation ist in Arbeit.</translation>
    </message>
    <message>
        <location filename="../engine/install_folder.py"/>
        <source>Wait until it ends; it may belong to another QGIS window.</source>
        <translation>Warten Sie, bis sie endet; vielleicht gehört sie zu einem anderen QGIS-Fenster.</translation>
    </message>
    <message>
        <location filename="../engine/install_folder.py"/>
        <source>The disk has too little room: about {needed_mb} MB are needed in {folder_parent}, {free_mb} MB are free.</source>
        <translation>Der Datenträger hat zu wenig Platz: Etwa {needed_mb} MB werden in {folder_parent} gebraucht, {free_mb} MB sind frei.</translation>
    </message>
    <message>
        <location filename="../engine/install_folder.py"/>
        <source>Free some space, or name a folder on another disk in the environment variable DEEP_SEGMENTATION_WIZARD_PACKAGES.</source>
        <translation>Schaffen Sie Platz oder nennen Sie in der Umgebungsvariable DEEP_SEGMENTATION_WIZARD_PACKAGES einen Ordner auf einem anderen Datenträger.</translation>
    </message>
    <message>
        <location filename="../engine/install_folder.py"/>
        <source>{folder} is in use.</source>
        <translation>{folder} wird gerade benutzt.</translation>
    </message>
    <message>
        <location filename="../engine/install_folder.py"/>
        <source>Finish or cancel the runs that are at work, also in other QGIS windows, then try again.</source>
        <translation>Beenden Sie die Läufe, die in Arbeit sind, auch in anderen QGIS-Fenstern, oder brechen Sie sie ab und versuchen Sie es erneut.</translation>
    </message>
    <message>
        <location filename="../engine/install_folder.py"/>
        <source>Removing the packages</source>
        <translation>Die Pakete werden entfernt</translation>
    </message>
    <message>
        <location filename="../engine/install_plan.py"/>
        <source>pip&apos;s usual index</source>
        <translation>der übliche Index von pip</translation>
    </message>
    <message>
        <location filename="../engine/install_plan.py"/>
        <source>PyTorch&apos;s own index did not answer.</source>
        <translation>Der Index von PyTorch antwortete nicht.</translation>
    </message>
    <message>
        <location filename="../engine/install_plan.py"/>
        <source>The one that lies in the folder of wheels.</source>
        <translation>Der, der im Ordner mit Wheels liegt.</translation>
    </message>
    <message>
        <location filename="../engine/install_plan.py"/>
        <source>The one that your own index has.</source>
        <translation>Der, den Ihr eigener Index hat.</translation>
    </message>
    <message>
        <location filename="../engine/install_plan.py"/>
        <source>Under &apos;Use my own Python&apos; choose one of 3.10 or later that has GDAL, such as one of conda: {conda}</source>
        <translation>Wählen Sie unter „Eigenes Python“ eines ab 3.10, das GDAL hat, etwa eines von conda: {conda}</translation>
    </message>
    <message>
        <location filename="../engine/install_plan.py"/>
        <source>{python} is Python {name}, and PyTorch needs 3.10 or later.</source>
        <translation>{python} ist Python {name}, und PyTorch braucht 3.10 oder neuer.</translation>
    </message>
    <message>
        <location filename="../engine/install_plan.py"/>
        <source>There is no PyTorch for Python 3.13 or later on Macs with an Intel processor.</source>
        <translation>Für Python 3.13 oder neuer gibt es kein PyTorch auf Macs mit Intel-Prozessor.</translation>
    </message>
    <message>
        <location filename="../engine/install_plan.py"/>
        <source>{python} has no GDAL, which pip cannot install.</source>
        <translation>{python} hat kein GDAL, das pip nicht installieren kann.</translation>
    </message>
    <message>
        <location filename="../engine/install_plan.py"/>
        <source>{python} has no pip, which installs the packages.</source>
        <translation>{python} hat kein pip, das die Pakete installiert.</translation>
    </message>
    <message>
        <location filename="../engine/install_plan.py"/>
        <source>Run the OSGeo4W setup again and add the package python3-pip; it needs no administrator rights there.</source>
        <translation>Führen Sie das OSGeo4W-Setup erneut aus und fügen Sie das Paket python3-pip hinzu; dort sind keine Administratorrechte nötig.</translation>
    </message>
    <message>
        <location filename="../engine/install_plan.py"/>
        <source>Under &apos;Use my own Python&apos; choose one that has pip and GDAL, such as one of conda: {conda}</source>
        <translation>Wählen Sie unter „Eigenes Python“ eines, das pip und GDAL hat, etwa eines von conda: {conda}</translation>
    </message>
    <message>
        <location filename="../engine/install_plan.py"/>
        <source>Ask whoever looks after this machine for: sudo apt-get install python3-pip</source>
        <translation>Bitten Sie, wer diesen Rechner betreut, um: sudo apt-get install python3-pip</translation>
    </message>
    <message>
        <location filename="../engine/install_plan.py"/>
        <source>Install pip for this Python from your system&apos;s packages (python3-pip).</source>
        <translation>Installieren Sie pip für dieses Python aus den Paketen Ihres Systems (python3-pip).</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>A network depth of {depth} does not work.</source>
        <translation>Eine Netztiefe von {depth} geht nicht.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Use a depth from 1 to 6.</source>
        <translation>Verwenden Sie eine Tiefe von 1 bis 6.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>A base width of {base_width} does not work.</source>
        <translation>Eine Breite von {base_width} geht nicht.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Use a width from 1 to 256.</source>
        <translation>Verwenden Sie eine Breite von 1 bis 256.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>A dropout of {dropout} does not work.</source>
        <translation>Ein Dropout von {dropout} geht nicht.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Use a share from 0 to 0.9.</source>
        <translation>Verwenden Sie einen Anteil von 0 bis 0,9.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>A weight of {weight} for the class &apos;{self_name}&apos; does not work.</source>
        <translation>Ein Gewicht von {weight} für die Klasse &apos;{self_name}&apos; geht nicht.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Give 0 or more.</source>
        <translation>Geben Sie 0 oder mehr an.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>&apos;{text}&apos; is no weight of a class.</source>
        <translation>&apos;{text}&apos; ist kein Gewicht einer Klasse.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Write NAME=WEIGHT, such as buildings=3.</source>
        <translation>Schreiben Sie NAME=GEWICHT, etwa gebaeude=3.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Both epochs and minutes are given.</source>
        <translation>Sowohl Epochen als auch Minuten sind angegeben.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Give one of them.</source>
        <translation>Geben Sie eines davon an.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>&apos;training.{name}&apos; is {value}.</source>
        <translation>&apos;training.{name}&apos; ist {value}.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Give a number above 0.</source>
        <translation>Geben Sie eine Zahl über 0 an.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>0 or more</source>
        <translation>0 oder mehr</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>a number from 0 to {highest}</source>
        <translation>eine Zahl von 0 bis {highest}</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>&apos;training.{name}&apos; is {name2}.</source>
        <translation>&apos;training.{name}&apos; ist {name2}.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Give {limit}.</source>
        <translation>Geben Sie {limit} an.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Give a number from 0 to below 1.</source>
        <translation>Geben Sie eine Zahl von 0 bis unter 1 an.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>{workers} workers do not work.</source>
        <translation>{workers} Threads gehen nicht.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Give a number from 0 to {most_workers}, such as 4.</source>
        <translation>Geben Sie eine Zahl von 0 bis {most_workers} an, etwa 4.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Two weights are given for one class.</source>
        <translation>Für eine Klasse sind zwei Gewichte angegeben.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Give each class one weight.</source>
        <translation>Geben Sie jeder Klasse ein Gewicht.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Own class weights are given, but &apos;training.class_weights&apos; is &apos;{class_weights}&apos;.</source>
        <translation>Eigene Klassengewichte sind angegeben, aber &apos;training.class_weights&apos; ist &apos;{class_weights}&apos;.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Set it to &apos;own&apos;, or give no weights.</source>
        <translation>Setzen Sie es auf &apos;own&apos; oder geben Sie keine Gewichte an.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>There is no checkpoint of epoch {checkpoint}.</source>
        <translation>Es gibt keinen Checkpoint der Epoche {checkpoint}.</translation>
    </message>
    <message>
        <location filename="../engine/learning.py"/>
        <source>Give the number of a kept epoch, from 1 up.</source>
        <translation>Geben Sie die Nummer einer behaltenen Epoche an, ab 1.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/apply.py"/>
        <source>Making the mask of {name}</source>
        <translation>Die Maske von {name} wird gemacht</translation>
    </message>
    <message>
        <location filename="../engine/mapping/apply.py"/>
        <source>The picture {picture} is no PNG name.</source>
        <translation>Das Bild {picture} hat keinen PNG-Namen.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/apply.py"/>
        <source>Comparing the model&apos;s mask with the polygons</source>
        <translation>Die Maske des Modells wird mit den Polygonen verglichen</translation>
    </message>
    <message>
        <location filename="../engine/mapping/evaluation.py"/>
        <source>The model knows {drawn} classes, so the polygons must say which is which.</source>
        <translation>Das Modell kennt {drawn} Klassen, also müssen die Polygone sagen, welche welche ist.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/evaluation.py"/>
        <source>Name the class field with --class-field.</source>
        <translation>Nennen Sie das Klassenfeld mit --class-field.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/evaluation.py"/>
        <source>It knows: {classes}.</source>
        <translation>Es kennt: {classes}.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/evaluation.py"/>
        <source>The model knows none of these classes: {unknown}.</source>
        <translation>Das Modell kennt keine dieser Klassen: {unknown}.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/evaluation.py"/>
        <source>The model does not know these classes, they are left out: {unknown}.</source>
        <translation>Diese Klassen kennt das Modell nicht, sie werden weggelassen: {unknown}.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>Writing the model in ONNX</source>
        <translation>Das Modell wird in ONNX geschrieben</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>the probability of {name}</source>
        <translation>die Wahrscheinlichkeit von {name}</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>that of each class</source>
        <translation>die jeder Klasse</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>{input}: float32 (batch, {bands}, {window}, {window2}), the bands {bands2} of a raster like those it learned from ({dtype}), divided by {largest_input}. {output}: float32 (batch, channels, {window3}, {window4}), {answer} ({classes}).</source>
        <translation>{input}: float32 (Batch, {bands}, {window}, {window2}), die Kanäle {bands2} eines Rasters wie jener, aus denen es gelernt hat ({dtype}), geteilt durch {largest_input}. {output}: float32 (Batch, Kanäle, {window3}, {window4}), {answer} ({classes}).</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>The output {output} is no ONNX name.</source>
        <translation>Die Ausgabe {output} hat keinen ONNX-Namen.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>Choose a name that ends in .onnx.</source>
        <translation>Wählen Sie einen Namen, der auf .onnx endet.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>{output} is a folder.</source>
        <translation>{output} ist ein Ordner.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>Choose another name for the output.</source>
        <translation>Wählen Sie einen anderen Namen für die Ausgabe.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>{output} is there already.</source>
        <translation>{output} gibt es schon.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>Choose another name, or let it be replaced (--overwrite).</source>
        <translation>Wählen Sie einen anderen Namen oder lassen Sie sie ersetzen (--overwrite).</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>Deepness takes rasters of 8 bits only, and this model learned from {dtype}. The file is for other programs that run ONNX: they have to divide values by 255 first.</source>
        <translation>Deepness nimmt nur Raster mit 8 Bit, und dieses Modell hat aus {dtype} gelernt. Die Datei ist für andere Programme, die ONNX ausführen: Sie müssen die Werte vorher durch 255 teilen.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>For Deepness, train with a copy of the raster in 8 bits (Raster &gt; Conversion &gt; Translate).</source>
        <translation>Trainieren Sie für Deepness mit einer Kopie des Rasters in 8 Bit (Raster &gt; Konvertierung &gt; Umwandeln).</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>The model sees the bands {numbers} of its rasters, in this order; Deepness takes the first ones.</source>
        <translation>Das Modell sieht die Kanäle {numbers} seiner Raster in dieser Reihenfolge; Deepness nimmt die ersten.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>In Deepness, choose {numbers} under &apos;Input channels mapping&apos;.</source>
        <translation>Wählen Sie in Deepness unter &apos;Input channels mapping&apos; {numbers}.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>Deepness takes NoData for image and what lies beyond the raster&apos;s edge for black, and it does not blend its tiles: there its maps differ from those made here.</source>
        <translation>Deepness hält NoData für Bild und was jenseits des Rasterrands liegt für schwarz, und es blendet seine Kacheln nicht ineinander: Dort weichen seine Karten von den hier gemachten ab.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>Where that matters, let it map inside a polygon only.</source>
        <translation>Wo das stört, lassen Sie es nur in einem Polygon kartieren.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>How large a pixel is on the ground is not known: the training raster had no CRS.</source>
        <translation>Wie groß ein Pixel in der Natur ist, ist nicht bekannt: Das Trainingsraster hatte kein KBS.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>Set the resolution in Deepness yourself.</source>
        <translation>Stellen Sie die Auflösung in Deepness selbst ein.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>The training raster was in {crs}, and Deepness maps only rasters whose CRS is in metres.</source>
        <translation>Das Trainingsraster war in {crs}, und Deepness kartiert nur Raster, deren KBS in Metern ist.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>Reproject the raster that you want to map there (Raster &gt; Projections &gt; Warp).</source>
        <translation>Reprojizieren Sie das Raster, das Sie dort kartieren wollen (Raster &gt; Projektionen &gt; Transformieren).</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>The model learned from pixels of {x} × {y}, and Deepness makes square ones of any raster.</source>
        <translation>Das Modell hat aus Pixeln von {x} × {y} gelernt, und Deepness macht aus jedem Raster quadratische.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/export.py"/>
        <source>Train with square pixels (--pixel-size), or expect a map that is a little worse.</source>
        <translation>Trainieren Sie mit quadratischen Pixeln (--pixel-size) oder erwarten Sie eine etwas schlechtere Karte.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/journal.py"/>
        <source>Another prediction is writing {rows_name}.</source>
        <translation>Eine andere Vorhersage schreibt gerade {rows_name}.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/journal.py"/>
        <source>Wait until it ends, or choose another name.</source>
        <translation>Warten Sie, bis sie endet, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/maps.py"/>
        <source>Making the mask of {item_name}</source>
        <translation>Die Maske von {item_name} wird gemacht</translation>
    </message>
    <message>
        <location filename="../engine/mapping/maps.py"/>
        <source>Pictures are left out: matplotlib is missing.</source>
        <translation>Bilder werden weggelassen: matplotlib fehlt.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/maps.py"/>
        <source>Install matplotlib for pictures.</source>
        <translation>Installieren Sie matplotlib für Bilder.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/mask.py"/>
        <source>A least probability is for more than two classes, but the model has 2.</source>
        <translation>Eine kleinste Wahrscheinlichkeit gilt für mehr als zwei Klassen, aber das Modell hat 2.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/mask.py"/>
        <source>Leave it out, and give a threshold instead.</source>
        <translation>Lassen Sie sie weg und geben Sie stattdessen einen Schwellenwert an.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/mask.py"/>
        <source>A threshold decides between two classes, but the model has {classes}.</source>
        <translation>Ein Schwellenwert entscheidet zwischen zwei Klassen, aber das Modell hat {classes}.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/mask.py"/>
        <source>Leave the threshold out; the class with the highest probability wins.</source>
        <translation>Lassen Sie den Schwellenwert weg; die Klasse mit der höchsten Wahrscheinlichkeit gewinnt.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/mask.py"/>
        <source>{path} exists and was not written by Deep Segmentation Wizard.</source>
        <translation>{path} gibt es schon und wurde nicht vom Deep Segmentation Wizard geschrieben.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/mask.py"/>
        <source>Choose another name for the mask, or move that file away.</source>
        <translation>Wählen Sie einen anderen Namen für die Maske oder verschieben Sie diese Datei.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/mosaic.py"/>
        <source>There is no {output_name} over all maps: {reason}.</source>
        <translation>Es gibt kein {output_name} über alle Karten: {reason}.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/mosaic.py"/>
        <source>{output} was not written here</source>
        <translation>{output} wurde nicht hier geschrieben</translation>
    </message>
    <message>
        <location filename="../engine/mapping/mosaic.py"/>
        <source>some have no position</source>
        <translation>einige haben keine Lage</translation>
    </message>
    <message>
        <location filename="../engine/mapping/mosaic.py"/>
        <source>some are rotated or lie upside down</source>
        <translation>einige sind gedreht oder stehen auf dem Kopf</translation>
    </message>
    <message>
        <location filename="../engine/mapping/mosaic.py"/>
        <source>they have different coordinate reference systems</source>
        <translation>sie haben verschiedene Koordinatenbezugssysteme</translation>
    </message>
    <message>
        <location filename="../engine/mapping/mosaic.py"/>
        <source>they have different bands</source>
        <translation>sie haben verschiedene Kanäle</translation>
    </message>
    <message>
        <location filename="../engine/mapping/outputs.py"/>
        <source>The output {path} is no GeoTIFF name.</source>
        <translation>Die Ausgabe {path} hat keinen GeoTIFF-Namen.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/outputs.py"/>
        <source>Choose a name that ends in .tif.</source>
        <translation>Wählen Sie einen Namen, der auf .tif endet.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/outputs.py"/>
        <source>{path} exists and was not written by {software}.</source>
        <translation>{path} gibt es schon und wurde nicht von {software} geschrieben.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/outputs.py"/>
        <source>Choose another name, or move that file away.</source>
        <translation>Wählen Sie einen anderen Namen oder verschieben Sie diese Datei.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/outputs.py"/>
        <source>Two outputs have the same name, {outputs}.</source>
        <translation>Zwei Ausgaben haben denselben Namen, {outputs}.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/outputs.py"/>
        <source>Choose a name for each.</source>
        <translation>Wählen Sie für jede einen Namen.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/outputs.py"/>
        <source>The output {path} is one of the inputs.</source>
        <translation>Die Ausgabe {path} ist eine der Eingaben.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/outputs.py"/>
        <source>Choose a folder that you may write to.</source>
        <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/part.py"/>
        <source>{raster_path} has no position on the ground, so no part of it can be picked out.</source>
        <translation>{raster_path} hat keine Lage in der Natur, daher kann kein Teil davon herausgegriffen werden.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/part.py"/>
        <source>Map the whole raster, or georeference it first.</source>
        <translation>Kartieren Sie das ganze Raster oder georeferenzieren Sie es zuerst.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/part.py"/>
        <source>The extent {extent}</source>
        <translation>Die Ausdehnung {extent}</translation>
    </message>
    <message>
        <location filename="../engine/mapping/part.py"/>
        <source>The polygons of {area}</source>
        <translation>Das Gebiet der Polygone von {area}</translation>
    </message>
    <message>
        <location filename="../engine/mapping/part.py"/>
        <source>{what} lies outside of what is to be mapped of {raster_path} ({extent}).</source>
        <translation>{what} liegt außerhalb dessen, was von {raster_path} kartiert werden soll ({extent}).</translation>
    </message>
    <message>
        <location filename="../engine/mapping/part.py"/>
        <source>Move the map to the raster, or choose polygons that lie on it.</source>
        <translation>Bewegen Sie die Karte zum Raster oder wählen Sie Polygone, die darauf liegen.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/polygons.py"/>
        <source>Written by Deep Segmentation Wizard</source>
        <translation>Geschrieben vom Deep Segmentation Wizard</translation>
    </message>
    <message>
        <location filename="../engine/mapping/polygons.py"/>
        <source>{finished} is not complete.</source>
        <translation>{finished} ist nicht vollständig.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/prediction.py"/>
        <source>The model was trained on {bands} bands ({bands2}), but {raster_path} has {bands3} ({bands4}).</source>
        <translation>Das Modell wurde mit {bands} Kanälen trainiert ({bands2}), aber {raster_path} hat {bands3} ({bands4}).</translation>
    </message>
    <message>
        <location filename="../engine/mapping/prediction.py"/>
        <source>Use a raster with the same bands in the same order. Bands in separate files are stacked by Raster &gt; Miscellaneous &gt; Build Virtual Raster, each file into a separate band.</source>
        <translation>Verwenden Sie ein Raster mit denselben Kanälen in derselben Reihenfolge. Kanäle in einzelnen Dateien stapelt Raster &gt; Sonstiges &gt; Virtuelles Raster generieren, jede Datei in einen eigenen Kanal.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/prediction.py"/>
        <source>{raster_path} holds {dtype_name} values, the model learned from {dtype}.</source>
        <translation>{raster_path} enthält {dtype_name}-Werte, das Modell hat aus {dtype} gelernt.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/prediction.py"/>
        <source>Make sure that the values have the same meaning.</source>
        <translation>Vergewissern Sie sich, dass die Werte dasselbe bedeuten.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/prediction.py"/>
        <source>A pixel of {raster_path} is {ratio} times as large as those the model learned from.</source>
        <translation>Ein Pixel von {raster_path} ist {ratio}-mal so groß wie die, aus denen das Modell gelernt hat.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/prediction.py"/>
        <source>Resample the raster to a similar pixel size for a better result.</source>
        <translation>Rechnen Sie das Raster für ein besseres Ergebnis auf eine ähnliche Pixelgröße um.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/probabilities.py"/>
        <source>{path} holds {expected}, but the model tells apart {names}.</source>
        <translation>{path} enthält {expected}, aber das Modell unterscheidet {names}.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/probabilities.py"/>
        <source>Choose the probabilities that this model has made.</source>
        <translation>Wählen Sie die Wahrscheinlichkeiten, die dieses Modell gemacht hat.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/reading.py"/>
        <source>A stride of {stride} leaves gaps between windows of {window} pixels.</source>
        <translation>Eine Schrittweite von {stride} lässt Lücken zwischen Fenstern von {window} Pixeln.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/reading.py"/>
        <source>Use a stride of at most {window}.</source>
        <translation>Verwenden Sie eine Schrittweite von höchstens {window}.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/room.py"/>
        <source>The maps may take {needed}; the disk of {folder} has {free} free.</source>
        <translation>Die Karten brauchen bis zu {needed}; der Datenträger von {folder} hat {free} frei.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/room.py"/>
        <source>Choose a folder on another disk, map a part only, or store probabilities in 8 bits.</source>
        <translation>Wählen Sie einen Ordner auf einem anderen Datenträger, kartieren Sie nur einen Teil oder speichern Sie Wahrscheinlichkeiten in 8 Bit.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/room.py"/>
        <source>; {free} are free</source>
        <translation>; {free} sind frei</translation>
    </message>
    <message>
        <location filename="../engine/mapping/room.py"/>
        <source>The maps may take {needed}{left}.</source>
        <translation>Die Karten brauchen bis zu {needed}{left}.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/room.py"/>
        <source>Predicting {raster_path} takes about {needed} of memory; {free} are free.</source>
        <translation>Die Vorhersage für {raster_path} braucht etwa {needed} Arbeitsspeicher; {free} sind frei.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/room.py"/>
        <source>Close other programs, use a smaller window, or map a part of the raster at a time.</source>
        <translation>Schließen Sie andere Programme, verwenden Sie ein kleineres Fenster oder kartieren Sie das Raster in Teilen.</translation>
    </message>
    <message>
        <location filename="../engine/mapping/whole_raster.py"/>
        <source>Predicting {name}</source>
        <translation>{name} wird kartiert</translation>
    </message>
    <message>
        <location filename="../engine/mapping/whole_raster.py"/>
        <source>Goes on at row {row} of {height}, where it was interrupted.</source>
        <translation>Es geht bei Zeile {row} von {height} weiter, wo unterbrochen wurde.</translation>
    </message>
    <message>
        <location filename="../engine/network/beginning.py"/>
        <source>A network of depth {depth} is too deep for a window of {window} pixels.</source>
        <translation>Ein Netz der Tiefe {depth} ist zu tief für ein Fenster von {window} Pixeln.</translation>
    </message>
    <message>
        <location filename="../engine/network/beginning.py"/>
        <source>Use a window above {depth} pixels, or a depth of at most {window}.</source>
        <translation>Verwenden Sie ein Fenster über {depth} Pixel oder eine Tiefe von höchstens {window}.</translation>
    </message>
    <message>
        <location filename="../engine/network/beginning.py"/>
        <source>A weight is given for the class &apos;{unknown}&apos;, which is not there.</source>
        <translation>Für die Klasse &apos;{unknown}&apos; ist ein Gewicht angegeben, es gibt sie aber nicht.</translation>
    </message>
    <message>
        <location filename="../engine/network/beginning.py"/>
        <source>Give weights for some of: {names}.</source>
        <translation>Geben Sie Gewichte für einige von diesen an: {names}.</translation>
    </message>
    <message>
        <location filename="../engine/network/device.py"/>
        <source>CPU, {torch} threads</source>
        <translation>CPU, {torch} Threads</translation>
    </message>
    <message>
        <location filename="../engine/network/device.py"/>
        <source>The graphics card is there but does not work: {fault}</source>
        <translation>Die Grafikkarte ist da, funktioniert aber nicht: {fault}</translation>
    </message>
    <message>
        <location filename="../engine/network/device.py"/>
        <source>No CUDA GPU can be used here.</source>
        <translation>Hier kann keine CUDA-Grafikkarte verwendet werden.</translation>
    </message>
    <message>
        <location filename="../engine/network/device.py"/>
        <source>Choose the device &apos;cpu&apos; or &apos;auto&apos;; &apos;doctor&apos; tells more.</source>
        <translation>Wählen Sie das Gerät &apos;cpu&apos; oder &apos;auto&apos;; &apos;doctor&apos; sagt mehr.</translation>
    </message>
    <message>
        <location filename="../engine/network/device.py"/>
        <source>No Apple GPU can be used here.</source>
        <translation>Hier kann keine Apple-Grafik verwendet werden.</translation>
    </message>
    <message>
        <location filename="../engine/network/device.py"/>
        <source>Choose the device &apos;cpu&apos; or &apos;auto&apos;.</source>
        <translation>Wählen Sie das Gerät &apos;cpu&apos; oder &apos;auto&apos;.</translation>
    </message>
    <message>
        <location filename="../engine/network/device.py"/>
        <source>Apple GPUs do not train in float16 here.</source>
        <translation>Apple-Grafik trainiert hier nicht in float16.</translation>
    </message>
    <message>
        <location filename="../engine/network/device.py"/>
        <source>Choose the precision &apos;auto&apos;.</source>
        <translation>Wählen Sie die Genauigkeit &apos;auto&apos;.</translation>
    </message>
    <message>
        <location filename="../engine/network/device.py"/>
        <source>There are more processes than graphics cards ({there}).</source>
        <translation>Es gibt mehr Prozesse als Grafikkarten ({there}).</translation>
    </message>
    <message>
        <location filename="../engine/network/device.py"/>
        <source>Start at most as many (--nproc-per-node {there}), or compute on the processor (--device cpu).</source>
        <translation>Starten Sie höchstens so viele (--nproc-per-node {there}) oder rechnen Sie auf dem Prozessor (--device cpu).</translation>
    </message>
    <message>
        <location filename="../engine/network/device.py"/>
        <source>its results are no numbers</source>
        <translation>ihre Ergebnisse sind keine Zahlen</translation>
    </message>
    <message>
        <location filename="../engine/network/fine_tuning.py"/>
        <source>The model {path} knows the bands {bands}, but the rasters have none of them: {bands2}.</source>
        <translation>Das Modell {path} kennt die Kanäle {bands}, aber die Raster haben keinen davon: {bands2}.</translation>
    </message>
    <message>
        <location filename="../engine/network/fine_tuning.py"/>
        <source>Begin with another model, or with fresh weights.</source>
        <translation>Beginnen Sie mit einem anderen Modell oder mit frischen Gewichten.</translation>
    </message>
    <message>
        <location filename="../engine/network/fine_tuning.py"/>
        <source>Training begins with the weights of {path}.</source>
        <translation>Das Training beginnt mit den Gewichten von {path}.</translation>
    </message>
    <message>
        <location filename="../engine/network/fine_tuning.py"/>
        <source>Its scaling is kept.</source>
        <translation>Seine Skalierung bleibt.</translation>
    </message>
    <message>
        <location filename="../engine/network/fine_tuning.py"/>
        <source>The scaling is that of the new rasters.</source>
        <translation>Die Skalierung ist die der neuen Raster.</translation>
    </message>
    <message>
        <location filename="../engine/network/fine_tuning.py"/>
        <source>It does not know the bands {unknown}, which begin anew.</source>
        <translation>Die Kanäle {unknown} kennt es nicht, sie beginnen neu.</translation>
    </message>
    <message>
        <location filename="../engine/network/fine_tuning.py"/>
        <source>It does not know the classes {fresh}, which begin anew.</source>
        <translation>Die Klassen {fresh} kennt es nicht, sie beginnen neu.</translation>
    </message>
    <message>
        <location filename="../engine/network/fine_tuning.py"/>
        <source>A lower learning rate keeps more of what it knows.</source>
        <translation>Eine niedrigere Lernrate bewahrt mehr von seinem Wissen.</translation>
    </message>
    <message>
        <location filename="../engine/network/learner.py"/>
        <source>The memory of {name} is full.</source>
        <translation>Der Speicher von {name} ist voll.</translation>
    </message>
    <message>
        <location filename="../engine/network/learner.py"/>
        <source>Use smaller batches, or a smaller window.</source>
        <translation>Verwenden Sie kleinere Batches oder ein kleineres Fenster.</translation>
    </message>
    <message>
        <location filename="../engine/network/learner.py"/>
        <source>The memory of {name} is too small for this network, even with one chip at a time.</source>
        <translation>Der Speicher von {name} ist für dieses Netz zu klein, selbst mit einem Chip auf einmal.</translation>
    </message>
    <message>
        <location filename="../engine/network/learner.py"/>
        <source>Use a smaller window or a narrower network, or close other programs.</source>
        <translation>Verwenden Sie ein kleineres Fenster oder ein schmaleres Netz oder schließen Sie andere Programme.</translation>
    </message>
    <message>
        <location filename="../engine/network/learner.py"/>
        <source>Use a smaller window or a narrower network, or compute on the processor (--device cpu).</source>
        <translation>Verwenden Sie ein kleineres Fenster oder ein schmaleres Netz oder rechnen Sie auf dem Prozessor (--device cpu).</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>{path} is not a model of Deep Segmentation Wizard.</source>
        <translation>{path} ist kein Modell des Deep Segmentation Wizard.</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>Choose a model.safetensors from a run folder.</source>
        <translation>Wählen Sie eine model.safetensors aus dem Ordner eines Laufs.</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>The model {path} has format {version}, this version reads up to {format}.</source>
        <translation>Das Modell {path} hat Format {version}, diese Version liest bis {format}.</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>Use the version of Deep Segmentation Wizard that wrote it.</source>
        <translation>Verwenden Sie die Version des Deep Segmentation Wizard, die es geschrieben hat.</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>the weights do not fit the network</source>
        <translation>die Gewichte passen nicht zum Netz</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>a weight of &apos;{name}&apos; is no number that it could be</source>
        <translation>ein Gewicht von &apos;{name}&apos; ist keine Zahl, die es sein könnte</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>the classes</source>
        <translation>die Klassen</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>the bands</source>
        <translation>die Kanäle</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>the scaling</source>
        <translation>die Skalierung</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>the window</source>
        <translation>das Fenster</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>the pixel size</source>
        <translation>die Pixelgröße</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>the choice of bands</source>
        <translation>die Wahl der Kanäle</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>the size of its pixels</source>
        <translation>die Größe seiner Pixel</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>the measures</source>
        <translation>die Maße</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>the statistics</source>
        <translation>die Statistik</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>the threshold</source>
        <translation>der Schwellenwert</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>{name} cannot be right</source>
        <translation>{name}: das kann nicht stimmen</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>The model {path} is damaged: {why}.</source>
        <translation>Das Modell {path} ist beschädigt: {why}.</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>Use another copy of it.</source>
        <translation>Verwenden Sie eine andere Kopie davon.</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>There is no model at {path}.</source>
        <translation>Bei {path} gibt es kein Modell.</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>{path} cannot be read as a model: {error}.</source>
        <translation>{path} kann nicht als Modell gelesen werden: {error}.</translation>
    </message>
    <message>
        <location filename="../engine/network/model.py"/>
        <source>Choose a model.safetensors; other files are never loaded.</source>
        <translation>Wählen Sie eine model.safetensors; andere Dateien werden nie geladen.</translation>
    </message>
    <message>
        <location filename="../engine/network/onnx_graph.py"/>
        <source>The network is too large for an ONNX file, which holds 2 GB at most.</source>
        <translation>Das Netz ist zu groß für eine ONNX-Datei, die höchstens 2 GB fasst.</translation>
    </message>
    <message>
        <location filename="../engine/network/onnx_graph.py"/>
        <source>Train one of a smaller base width or depth.</source>
        <translation>Trainieren Sie eines mit geringerer Breite oder Tiefe.</translation>
    </message>
    <message>
        <location filename="../engine/network/onnx_graph.py"/>
        <source>a tensor {shape} that no operation has made</source>
        <translation>ein Tensor {shape}, den keine Operation gemacht hat</translation>
    </message>
    <message>
        <location filename="../engine/network/onnx_graph.py"/>
        <source>{function} has no equivalent in ONNX here</source>
        <translation>{function} hat hier keine Entsprechung in ONNX</translation>
    </message>
    <message>
        <location filename="../engine/network/samples.py"/>
        <source>{folder} holds something else.</source>
        <translation>{folder} enthält etwas anderes.</translation>
    </message>
    <message>
        <location filename="../engine/network/samples.py"/>
        <source>Move it away to see them.</source>
        <translation>Verschieben Sie es, um sie zu sehen.</translation>
    </message>
    <message>
        <location filename="../engine/network/samples.py"/>
        <source>The pictures of validation chips could not be drawn: {error}</source>
        <translation>Die Bilder der Validierungs-Chips konnten nicht gezeichnet werden: {error}</translation>
    </message>
    <message>
        <location filename="../engine/network/samples.py"/>
        <source>The training goes on without them.</source>
        <translation>Das Training geht ohne sie weiter.</translation>
    </message>
    <message>
        <location filename="../engine/network/selection.py"/>
        <source>; that on the testing set is not</source>
        <translation>; die auf der Testmenge nicht</translation>
    </message>
    <message>
        <location filename="../engine/network/selection.py"/>
        <source>best {measure} on the {name} set of {count} checkpoints; its figure there is therefore slightly optimistic{rest}</source>
        <translation>bestes {measure} von {count} Checkpoints auf der Menge „{name}“; die Kennzahl dort ist daher etwas zu günstig{rest}</translation>
    </message>
    <message>
        <location filename="../engine/network/selection.py"/>
        <source>it also has</source>
        <translation>sie hat auch</translation>
    </message>
    <message>
        <location filename="../engine/network/selection.py"/>
        <source>epoch {best} has</source>
        <translation>Epoche {best} hat</translation>
    </message>
    <message>
        <location filename="../engine/network/selection.py"/>
        <source>by hand, of {count} checkpoints; {other} the best {measure} on the {name} set</source>
        <translation>von Hand, aus {count} Checkpoints; {other} das beste {measure} auf der Menge „{name}“</translation>
    </message>
    <message>
        <location filename="../engine/network/selection.py"/>
        <source>Choosing the best checkpoint on the {set_words} set</source>
        <translation>Der beste Checkpoint wird gewählt (Chips: {set_words})</translation>
    </message>
    <message>
        <location filename="../engine/network/selection.py"/>
        <source>Making epoch {wanted} the model</source>
        <translation>Epoche {wanted} wird zum Modell</translation>
    </message>
    <message>
        <location filename="../engine/network/selection.py"/>
        <source>There is no checkpoint of epoch {wanted}.</source>
        <translation>Es gibt keinen Checkpoint der Epoche {wanted}.</translation>
    </message>
    <message>
        <location filename="../engine/network/selection.py"/>
        <source>Choose one of the kept epochs: {candidates}.</source>
        <translation>Wählen Sie eine der behaltenen Epochen: {candidates}.</translation>
    </message>
    <message>
        <location filename="../engine/network/selection.py"/>
        <source>The checkpoint {path_parent} is gone.</source>
        <translation>Der Checkpoint {path_parent} ist verschwunden.</translation>
    </message>
    <message>
        <location filename="../engine/network/selection.py"/>
        <source>Train again.</source>
        <translation>Trainieren Sie erneut.</translation>
    </message>
    <message>
        <location filename="../engine/network/team.py"/>
        <source>Another process of this training has ended.</source>
        <translation>Ein anderer Prozess dieses Trainings hat sich beendet.</translation>
    </message>
    <message>
        <location filename="../engine/network/team.py"/>
        <source>See what it said above, then go on with --resume.</source>
        <translation>Sehen Sie oben, was er gesagt hat, und machen Sie mit --resume weiter.</translation>
    </message>
    <message>
        <location filename="../engine/network/trainer.py"/>
        <source>Bring its driver up to date; the processor works, only slower.</source>
        <translation>Aktualisieren Sie ihren Treiber; der Prozessor funktioniert, nur langsamer.</translation>
    </message>
    <message>
        <location filename="../engine/network/trainer.py"/>
        <source>Trains on {machine_name}. {note}</source>
        <translation>Trainiert auf {machine_name}. {note}</translation>
    </message>
    <message>
        <location filename="../engine/network/trainer.py"/>
        <source>stopped early: {patience} epochs without gain</source>
        <translation>früher beendet: {patience} Epochen ohne Gewinn</translation>
    </message>
    <message>
        <location filename="../engine/network/trainer.py"/>
        <source>finished early</source>
        <translation>früher beendet</translation>
    </message>
    <message>
        <location filename="../engine/network/trainer.py"/>
        <source>The network looks at {size} chips at once, found by trying.</source>
        <translation>Das Netz betrachtet {size} Chips auf einmal, durch Probieren gefunden.</translation>
    </message>
    <message>
        <location filename="../engine/network/trainer.py"/>
        <source>A highest learning rate of {rate} was found by trying.</source>
        <translation>Eine höchste Lernrate von {rate} wurde durch Probieren gefunden.</translation>
    </message>
    <message>
        <location filename="../engine/network/trainer.py"/>
        <source>The memory of {machine_name} is full: a batch of {batch_size} chips now goes through the network in {parts} parts.</source>
        <translation>Der Speicher von {machine_name} ist voll: Ein Batch von {batch_size} Chips geht jetzt in {parts} Teilen durch das Netz.</translation>
    </message>
    <message>
        <location filename="../engine/network/trainer.py"/>
        <source>Training goes on, a little slower. Smaller batches or a smaller window take less memory.</source>
        <translation>Das Training geht etwas langsamer weiter. Kleinere Batches oder ein kleineres Fenster brauchen weniger Speicher.</translation>
    </message>
    <message>
        <location filename="../engine/network/trainer.py"/>
        <source>The loss became infinite in the first epoch.</source>
        <translation>Der Verlust wurde in der ersten Epoche unendlich.</translation>
    </message>
    <message>
        <location filename="../engine/network/trainer.py"/>
        <source>Lower the learning rate (--set training.learning_rate=0.0005), and check the raster&apos;s values.</source>
        <translation>Senken Sie die Lernrate (--set training.learning_rate=0.0005) und prüfen Sie die Werte des Rasters.</translation>
    </message>
    <message>
        <location filename="../engine/network/trainer.py"/>
        <source>The loss became infinite in epoch {epoch}; the best so far is kept.</source>
        <translation>Der Verlust wurde in Epoche {epoch} unendlich; der bisher beste Stand bleibt.</translation>
    </message>
    <message>
        <location filename="../engine/network/trainer.py"/>
        <source>Lower the learning rate.</source>
        <translation>Senken Sie die Lernrate.</translation>
    </message>
    <message>
        <location filename="../engine/network/trainer.py"/>
        <source>stopped: infinite loss</source>
        <translation>angehalten: unendlicher Verlust</translation>
    </message>
    <message>
        <location filename="../engine/network/training.py"/>
        <source>Training the network</source>
        <translation>Das Netz wird trainiert</translation>
    </message>
    <message>
        <location filename="../engine/network/trials.py"/>
        <source>learning rates</source>
        <translation>Lernraten</translation>
    </message>
    <message>
        <location filename="../engine/network/workers.py"/>
        <source>The processes of this training cannot reach each other: {error}.</source>
        <translation>Die Prozesse dieses Trainings können einander nicht erreichen: {error}.</translation>
    </message>
    <message>
        <location filename="../engine/network/workers.py"/>
        <source>Start them by &apos;torchrun --nproc-per-node N -m engine run …&apos;, on one computer.</source>
        <translation>Starten Sie sie mit &apos;torchrun --nproc-per-node N -m engine run …&apos; auf einem Rechner.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>A downloaded package is not the one that its index describes: its hash is wrong. Nothing was installed.</source>
        <translation>Ein heruntergeladenes Paket ist nicht das, das sein Index beschreibt: Seine Prüfsumme stimmt nicht. Es wurde nichts installiert.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>Try again later or from another network; if it happens again, tell whoever runs the index or proxy.</source>
        <translation>Versuchen Sie es später oder aus einem anderen Netzwerk erneut; geschieht es wieder, sagen Sie es dem Betreiber des Index oder Proxys.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>The disk became full.</source>
        <translation>Der Datenträger wurde voll.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>Free some space, then press Install again: it goes on with what was downloaded.</source>
        <translation>Schaffen Sie Platz und drücken Sie dann erneut „Installieren“: Es geht mit dem Heruntergeladenen weiter.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>Windows does not allow paths as long as those of PyTorch in this folder.</source>
        <translation>Windows erlaubt in diesem Ordner keine so langen Pfade wie die von PyTorch.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>Set the environment variable DEEP_SEGMENTATION_WIZARD_PACKAGES to a short folder such as C:\dsw, start QGIS again, and install again.</source>
        <translation>Setzen Sie die Umgebungsvariable DEEP_SEGMENTATION_WIZARD_PACKAGES auf einen kurzen Ordner wie C:\dsw, starten Sie QGIS neu und installieren Sie erneut.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>The proxy does not let the download through.</source>
        <translation>Der Proxy lässt das Herunterladen nicht zu.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>Check the proxy under Details; where it asks for a name and password, write both before the host: name, colon, password, @.</source>
        <translation>Prüfen Sie den Proxy unter „Details“; wo er Name und Passwort verlangt, schreiben Sie beides vor den Host: Name, Doppelpunkt, Passwort, @.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>The connection to the index of packages is not trusted (certificate).</source>
        <translation>Der Verbindung zum Paketindex wird nicht vertraut (Zertifikat).</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>In a company, ask for its certificate file and set PIP_CERT to it, or use the company&apos;s own index or a folder of wheels under Details.</source>
        <translation>Fragen Sie in einer Firma nach der Zertifikatsdatei und setzen Sie PIP_CERT darauf, oder verwenden Sie den Index der Firma oder einen Ordner mit Wheels unter „Details“.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>The index of packages refuses access.</source>
        <translation>Der Paketindex verweigert den Zugriff.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>Check the address under Details.</source>
        <translation>Prüfen Sie die Adresse unter „Details“.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>The index of packages cannot be reached.</source>
        <translation>Der Paketindex ist nicht erreichbar.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>Check the internet connection and try again: it goes on where it stopped. Without internet, use your own index or a folder of wheels under Details.</source>
        <translation>Prüfen Sie die Internetverbindung und versuchen Sie es erneut: Es geht weiter, wo es aufgehört hat. Ohne Internet verwenden Sie einen eigenen Index oder einen Ordner mit Wheels unter „Details“.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>The packages for this version of Python are not there to download.</source>
        <translation>Die Pakete für diese Python-Version sind nicht zum Herunterladen da.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>Check the index or the folder of wheels under Details, or use another Python.</source>
        <translation>Prüfen Sie den Index oder den Ordner mit Wheels unter „Details“ oder verwenden Sie ein anderes Python.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>The pip of this Python is too old.</source>
        <translation>Das pip dieses Pythons ist zu alt.</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>Update it: python -m pip install --upgrade pip</source>
        <translation>Aktualisieren Sie es: python -m pip install --upgrade pip</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source> (pip: {errors})</source>
        <translation> (pip: {errors})</translation>
    </message>
    <message>
        <location filename="../engine/pip_process.py"/>
        <source>pip ended with status {status}.{last}</source>
        <translation>pip endete mit Status {status}.{last}</translation>
    </message>
    <message>
        <location filename="../engine/pipeline.py"/>
        <source>The rasters or layers have changed since, so the run starts anew.</source>
        <translation>Die Raster oder Layer haben sich seitdem geändert, daher beginnt der Lauf neu.</translation>
    </message>
    <message>
        <location filename="../engine/pipeline.py"/>
        <source>There is no model in {folder_path}.</source>
        <translation>In {folder_path} gibt es kein Modell.</translation>
    </message>
    <message>
        <location filename="../engine/pipeline.py"/>
        <source>Run &apos;select&apos; first.</source>
        <translation>Führen Sie zuerst &apos;select&apos; aus.</translation>
    </message>
    <message>
        <location filename="../engine/pipeline.py"/>
        <source>{path} has {band_names} bands ({band_names2}), but the network would learn from {count} of {bands}.</source>
        <translation>{path} hat {band_names} Kanäle ({band_names2}), aber das Netz würde aus {count} von {bands} lernen.</translation>
    </message>
    <message>
        <location filename="../engine/pipeline.py"/>
        <source>Predict rasters with the same bands in the same order.</source>
        <translation>Kartieren Sie Raster mit denselben Kanälen in derselben Reihenfolge.</translation>
    </message>
    <message>
        <location filename="../engine/pipeline.py"/>
        <source>The raster {path} was changed or removed while the run was at work.</source>
        <translation>Das Raster {path} wurde geändert oder entfernt, während der Lauf in Arbeit war.</translation>
    </message>
    <message>
        <location filename="../engine/pipeline.py"/>
        <source>Put it back as it was and resume the run, or start a new one.</source>
        <translation>Stellen Sie es wieder her und setzen Sie den Lauf fort oder beginnen Sie einen neuen.</translation>
    </message>
    <message>
        <location filename="../engine/pipeline.py"/>
        <source>Epoch {chosen} was chosen by hand after another training, so the best by {measure} is taken.</source>
        <translation>Epoche {chosen} wurde nach einem anderen Training von Hand gewählt, daher wird die nach {measure} beste genommen.</translation>
    </message>
    <message>
        <location filename="../engine/pipeline.py"/>
        <source>Choose by hand again when the training is done.</source>
        <translation>Wählen Sie erneut von Hand, wenn das Training fertig ist.</translation>
    </message>
    <message>
        <location filename="../engine/plain.py"/>
        <source>a group of named values</source>
        <translation>eine Gruppe benannter Werte</translation>
    </message>
    <message>
        <location filename="../engine/plain.py"/>
        <source>There is no setting &apos;{where}&apos;.</source>
        <translation>Es gibt keine Einstellung &apos;{where}&apos;.</translation>
    </message>
    <message>
        <location filename="../engine/plain.py"/>
        <source>Known here: {known}.</source>
        <translation>Hier bekannt: {known}.</translation>
    </message>
    <message>
        <location filename="../engine/plain.py"/>
        <source>&apos;{where}&apos; is incomplete: {error}.</source>
        <translation>&apos;{where}&apos; ist unvollständig: {error}.</translation>
    </message>
    <message>
        <location filename="../engine/plain.py"/>
        <source>Add what is missing.</source>
        <translation>Ergänzen Sie, was fehlt.</translation>
    </message>
    <message>
        <location filename="../engine/plain.py"/>
        <source>Known here: {hints}.</source>
        <translation>Hier bekannt: {hints}.</translation>
    </message>
    <message>
        <location filename="../engine/plain.py"/>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <location filename="../engine/plain.py"/>
        <source>one of {choices}</source>
        <translation>eines von {choices}</translation>
    </message>
    <message>
        <location filename="../engine/plain.py"/>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <location filename="../engine/plain.py"/>
        <source>&apos;{where}&apos; is {value}, but it must be {wanted}.</source>
        <translation>&apos;{where}&apos; ist {value}, muss aber {wanted} sein.</translation>
    </message>
    <message>
        <location filename="../engine/plain.py"/>
        <source>Correct &apos;{where}&apos;.</source>
        <translation>Berichtigen Sie &apos;{where}&apos;.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>The folder {self_path} already holds a run.</source>
        <translation>Der Ordner {self_path} enthält schon einen Lauf.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>Go on with it by --resume, or choose another folder.</source>
        <translation>Setzen Sie ihn mit --resume fort oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>{self_path} is a file.</source>
        <translation>{self_path} ist eine Datei.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>Choose a folder for the run.</source>
        <translation>Wählen Sie einen Ordner für den Lauf.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>The folder {self_path} already has {taken}, which the run would write.</source>
        <translation>Der Ordner {self_path} enthält schon {taken}, was der Lauf schreiben würde.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>Choose an empty or new folder.</source>
        <translation>Wählen Sie einen leeren oder neuen Ordner.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>The folder {self_path} holds no run.</source>
        <translation>Der Ordner {self_path} enthält keinen Lauf.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>Start one with &apos;run&apos; or &apos;labels&apos;.</source>
        <translation>Beginnen Sie einen mit &apos;run&apos; oder &apos;labels&apos;.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>The folder {self_path} cannot be written: {error_strerror}.</source>
        <translation>Der Ordner {self_path} kann nicht geschrieben werden: {error_strerror}.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>Choose a folder of your own.</source>
        <translation>Wählen Sie einen eigenen Ordner.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>Another run is at work in {self_path}.</source>
        <translation>Ein anderer Lauf ist in {self_path} in Arbeit.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>Wait until it ends, or choose another folder.</source>
        <translation>Warten Sie, bis er endet, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>The step &apos;{step}&apos; has not been done in {self_path}.</source>
        <translation>Der Schritt &apos;{step}&apos; wurde in {self_path} noch nicht ausgeführt.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>Run &apos;{step}&apos; first.</source>
        <translation>Führen Sie zuerst &apos;{step}&apos; aus.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>The result of &apos;{step}&apos; in {self_path} is older than the steps or settings before it.</source>
        <translation>Das Ergebnis von &apos;{step}&apos; in {self_path} ist älter als die Schritte oder Einstellungen davor.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>Run &apos;{step}&apos; again.</source>
        <translation>Führen Sie &apos;{step}&apos; erneut aus.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>The folder {path} cannot be made: {error_strerror}.</source>
        <translation>Der Ordner {path} kann nicht angelegt werden: {error_strerror}.</translation>
    </message>
    <message>
        <location filename="../engine/run_folder.py"/>
        <source>Choose a folder with a shorter name.</source>
        <translation>Wählen Sie einen Ordner mit kürzerem Namen.</translation>
    </message>
    <message>
        <location filename="../engine/serve.py"/>
        <source>Nobody knows the question &apos;{ask}&apos;.</source>
        <translation>Niemand kennt die Frage &apos;{ask}&apos;.</translation>
    </message>
    <message>
        <location filename="../engine/serve.py"/>
        <source>Known: {answers}.</source>
        <translation>Bekannt: {answers}.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>A window of {window} pixels is too small for the network.</source>
        <translation>Ein Fenster von {window} Pixeln ist zu klein für das Netz.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Use a window of {smallest_window} pixels or more.</source>
        <translation>Verwenden Sie ein Fenster von {smallest_window} Pixeln oder mehr.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>&apos;chips.{name}&apos; is {value}.</source>
        <translation>&apos;chips.{name}&apos; ist {value}.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Give a percentage from 0 to 100.</source>
        <translation>Geben Sie einen Prozentwert von 0 bis 100 an.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>The split {train}, {validation}, {test} does not work.</source>
        <translation>Die Aufteilung {train}, {validation}, {test} geht nicht.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Give three percentages above 0 that add up to 100, such as 70,15,15.</source>
        <translation>Geben Sie drei Prozentwerte über 0 an, die zusammen 100 ergeben, etwa 70,15,15.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>It is not said which polygons divide the chips.</source>
        <translation>Es ist nicht gesagt, welche Polygone die Chips aufteilen.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Give a polygon layer and its field that says train, validation or test.</source>
        <translation>Geben Sie einen Polygonlayer an und sein Feld, in dem train, validation oder test steht.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>It is not said which ROIs belong together.</source>
        <translation>Es ist nicht gesagt, welche ROIs zusammengehören.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Give a field of the ROI layer, such as the plot or the region.</source>
        <translation>Geben Sie ein Feld des ROI-Layers an, etwa Flurstück oder Region.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>&apos;split.{name}&apos; is given, but the chips are divided by &apos;{method}&apos;.</source>
        <translation>&apos;split.{name}&apos; ist angegeben, aber die Chips werden nach &apos;{method}&apos; aufgeteilt.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Leave it out, or use the method {methods}.</source>
        <translation>Lassen Sie es weg oder verwenden Sie die Methode {methods}.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>There is no fold {fold} without folds.</source>
        <translation>Es gibt keinen Teil {fold} ohne Kreuzvalidierung.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Say how many folds there are.</source>
        <translation>Sagen Sie, wie viele Teile es gibt.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>{folds} folds do not work.</source>
        <translation>{folds} Teile gehen nicht.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Use 3 (one for each set) to {most_folds}; 5 are usual.</source>
        <translation>Verwenden Sie 3 (einen für jede Teilmenge) bis {most_folds}; 5 sind üblich.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>There is no fold {fold}.</source>
        <translation>Es gibt keinen Teil {fold}.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Give one from 1 to {folds}.</source>
        <translation>Geben Sie einen von 1 bis {folds} an.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Polygons that name the sets leave nothing to divide into folds.</source>
        <translation>Polygone, die die Teilmengen nennen, lassen für die Kreuzvalidierung nichts aufzuteilen.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Leave the folds out, or divide by area, by raster or by a field of the ROIs.</source>
        <translation>Lassen Sie die Kreuzvalidierung weg oder teilen Sie nach Fläche, nach Raster oder nach einem Feld der ROIs auf.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>&apos;prediction.{name}&apos; is {value}.</source>
        <translation>&apos;prediction.{name}&apos; ist {value}.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Give a whole number above 0.</source>
        <translation>Geben Sie eine ganze Zahl über 0 an.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>An extent of {extent} does not work.</source>
        <translation>Eine Ausdehnung von {extent} geht nicht.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Give smallest x, smallest y, largest x, largest y.</source>
        <translation>Geben Sie kleinstes x, kleinstes y, größtes x, größtes y an.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>A threshold of {threshold} does not work.</source>
        <translation>Ein Schwellenwert von {threshold} geht nicht.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>A least probability of {least_probability} does not work.</source>
        <translation>Eine kleinste Wahrscheinlichkeit von {least_probability} geht nicht.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>There are no polygons to simplify.</source>
        <translation>Es gibt keine Polygone zu vereinfachen.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Ask for polygons, too.</source>
        <translation>Verlangen Sie auch Polygone.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>&apos;mask.{name}&apos; is {name2}.</source>
        <translation>&apos;mask.{name}&apos; ist {name2}.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Give an area in m², or 0.</source>
        <translation>Geben Sie eine Fläche in m² an oder 0.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>The settings were written by another version (schema {schema}, here {schema2}).</source>
        <translation>Die Einstellungen wurden von einer anderen Version geschrieben (Schema {schema}, hier {schema2}).</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Use the version of Deep Segmentation Wizard that wrote them.</source>
        <translation>Verwenden Sie die Version des Deep Segmentation Wizard, die sie geschrieben hat.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>A seed of {seed} does not work.</source>
        <translation>Ein Startwert von {seed} geht nicht.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Give a whole number from 0 up.</source>
        <translation>Geben Sie eine ganze Zahl ab 0 an.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>There is no setting &apos;{dotted}&apos;.</source>
        <translation>Es gibt keine Einstellung &apos;{dotted}&apos;.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Write section.field=value with a section of: {sections}.</source>
        <translation>Schreiben Sie abschnitt.feld=wert mit einem Abschnitt aus: {sections}.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>There are no settings at {path}.</source>
        <translation>Bei {path} gibt es keine Einstellungen.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Check the path of the run folder.</source>
        <translation>Prüfen Sie den Pfad des Laufordners.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>The settings {path} cannot be read: {error}.</source>
        <translation>Die Einstellungen {path} können nicht gelesen werden: {error}.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Restore the file, or start a new run folder.</source>
        <translation>Stellen Sie die Datei wieder her oder beginnen Sie einen neuen Laufordner.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>A stride of {stride} does not work.</source>
        <translation>Eine Schrittweite von {stride} geht nicht.</translation>
    </message>
    <message>
        <location filename="../engine/settings.py"/>
        <source>Use a stride of 1 pixel or more.</source>
        <translation>Verwenden Sie eine Schrittweite von 1 Pixel oder mehr.</translation>
    </message>
    <message>
        <location filename="../engine/torch_builds.py"/>
        <source>Apple&apos;s GPU is used by the ordinary build.</source>
        <translation>Die Apple-Grafik wird vom gewöhnlichen Build verwendet.</translation>
    </message>
    <message>
        <location filename="../engine/torch_builds.py"/>
        <source>{last_on_intel_mac} is the last PyTorch for Macs with an Intel processor; it is not tested here.</source>
        <translation>{last_on_intel_mac} ist das letzte PyTorch für Macs mit Intel-Prozessor; es ist hier nicht erprobt.</translation>
    </message>
    <message>
        <location filename="../engine/torch_builds.py"/>
        <source>Chosen by you.</source>
        <translation>Von Ihnen gewählt.</translation>
    </message>
    <message>
        <location filename="../engine/torch_builds.py"/>
        <source>For processors of the kind {machine} the build for the CPU is taken.</source>
        <translation>Für Prozessoren der Art {machine} wird der Build für den Prozessor genommen.</translation>
    </message>
    <message>
        <location filename="../engine/torch_builds.py"/>
        <source>No NVIDIA GPU with a driver was found: computing on the processor.</source>
        <translation>Es wurde keine NVIDIA-Grafikkarte mit Treiber gefunden: Gerechnet wird auf dem Prozessor.</translation>
    </message>
    <message>
        <location filename="../engine/torch_builds.py"/>
        <source>The driver {name} does not tell what the GPU {gpu} can do.</source>
        <translation>Der Treiber {name} sagt nicht, was die Grafikkarte {gpu} kann.</translation>
    </message>
    <message>
        <location filename="../engine/torch_builds.py"/>
        <source>GPU {gpu}, driver {name}.</source>
        <translation>Grafikkarte {gpu}, Treiber {name}.</translation>
    </message>
    <message>
        <location filename="../engine/torch_builds.py"/>
        <source>The GPU {gpu} is too old for PyTorch {version}.</source>
        <translation>Die Grafikkarte {gpu} ist zu alt für PyTorch {version}.</translation>
    </message>
    <message>
        <location filename="../engine/torch_builds.py"/>
        <source>The driver {name} of the GPU {gpu} is too old: update it to {newest} or later to use the GPU.</source>
        <translation>Der Treiber {name} der Grafikkarte {gpu} ist zu alt: Aktualisieren Sie ihn auf {newest} oder neuer, um sie zu verwenden.</translation>
    </message>
    <message>
        <location filename="../engine/typed_values.py"/>
        <source>&apos;{text}&apos; is not {what}</source>
        <translation>&apos;{text}&apos; ist nicht {what}</translation>
    </message>
    <message>
        <location filename="../engine/typed_values.py"/>
        <source>&apos;{text}&apos; is no list of numbers such as 4,3,2</source>
        <translation>&apos;{text}&apos; ist keine Liste von Zahlen wie 4,3,2</translation>
    </message>
    <message>
        <location filename="../engine/typed_values.py"/>
        <source>&apos;{text}&apos; is none of {set_names}</source>
        <translation>&apos;{text}&apos; ist keines von {set_names}</translation>
    </message>
    <message>
        <location filename="../engine/wheels.py"/>
        <source>The index gives no SHA-256 for {about}, so that a wrong file could not be told.</source>
        <translation>Der Index gibt für {about} keine SHA-256 an, sodass eine falsche Datei nicht zu erkennen wäre.</translation>
    </message>
    <message>
        <location filename="../engine/wheels.py"/>
        <source>Use another index or a folder of wheels under Details.</source>
        <translation>Verwenden Sie einen anderen Index oder einen Ordner mit Wheels unter „Details“.</translation>
    </message>
</context>
</TS>
