import Diagnostics

/// What a build knows of the one before it in the same process: for `build --watch`.
package struct BuildMemory: Sendable {
  /// The book as it was read.
  var book: Manuscript?
  /// The values of cells.
  var cache: RunCache?
  /// What became of each chapter, by its path.
  var chapters: [String: ChapterOutput] = [:]
  /// The book of which that was made.
  var standing: Manuscript?
  /// The markers of the trees that it wrote, by which it knows them again.
  var markers: [Files.State?] = []
  /// What every chapter depends on beside its own text.
  var surroundings = ""

  /// A memory of nothing.
  package init() {}
}

/// What a build makes of one chapter.
struct ChapterOutput: Sendable {
  /// What its pages depend on beside what all do; nil if that is not asked for or cannot be known.
  var fingerprint: String?
  /// The fingerprint of the data files that it names, from before they were read.
  var data = ""
  /// The name of its values in the cache, if they are kept.
  var runKey: String?
  /// What was found.
  var findings: [Finding] = []
  /// What was counted.
  var tally = Tally()
  /// The page, or nil if it lies in the old tree already or is not asked for.
  var page: [UInt8]?
  /// The plain text, likewise.
  var text: [UInt8]?
  /// The pictures that the page shows, as paths below the chapters' folder.
  var assets: [String] = []
  /// The files that it links to and that are not there, likewise.
  var absent: [String] = []
  /// Its sections, for the search.
  var sections: [SearchIndex.Section] = []
  /// Its entries of the glossary.
  var glossary: [BackMatterPages.Explained] = []
  /// What is wrong with the templates.
  var templateFindings: [Finding] = []
  /// Whether it was known from the build before.
  var isReused = false
  /// Whether page and text are in the output.
  var isWritten = false
  /// Seconds spent on judging, rendering and writing.
  var seconds = (assess: 0.0, render: 0.0, write: 0.0)

  /// Whether the chapter has an error.
  var hasErrors: Bool { findings.contains { $0.diagnostic.severity == .error } }
}
