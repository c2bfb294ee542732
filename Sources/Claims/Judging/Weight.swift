package import Diagnostics

/// What kind of finding a check makes; with the document it decides how much it weighs.
package enum FindingKind: Hashable, Sendable {
  /// Wrong arithmetic, a wrong binding or result, a factor of 1000.
  case wrong
  /// Rounded, truncated, coarse, by un-rounding, unit supplied.
  case imprecise
  /// A stated number that nothing accounts for.
  case unverified
  /// Recognised, but not decided.
  case notChecked
  /// Written, and neither shown nor read: a note that nothing refers to, a caption of nothing.
  case unseen
  /// A tolerance over 10 %, one significant digit, an unused given.
  case worthLittle
}

/// The two kinds of document, and how strictly the first is read.
package enum DocumentKind: Hashable, Sendable {
  /// A document that was not written for mathbook.
  case foreign
  /// A chapter of a book.
  case chapter
}

/// How much a finding weighs, by the table of the design, §4; nil means that it is only counted.
///
/// `mode` is what the document says about the place: it goes before `isStrict`, which is what the
/// command was asked for.
package func severity(
  of finding: FindingKind, in document: DocumentKind, isStrict: Bool, mode: Strictness? = nil
) -> Diagnostic.Severity? {
  let isStrict = mode.map { $0 == .deny } ?? isStrict
  switch finding {
  case .wrong: return .error
  case .imprecise: return isStrict ? .error : .note
  case .unverified:
    if document == .foreign { return nil }
    return isStrict ? .error : mode == .warn ? .note : nil
  case .notChecked: return isStrict ? .error : document == .foreign ? nil : .note
  case .unseen: return document == .foreign ? nil : isStrict ? .error : .note
  case .worthLittle: return document == .foreign ? nil : .note
  }
}
