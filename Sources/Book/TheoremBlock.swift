import Diagnostics
import Markdown

/// A block that mathematics numbers: a theorem, a definition, an exercise; or a proof.
///
/// The house form is a block quote that starts with the kind in bold, which GitHub shows well; an
/// admonition of that kind is read too:
///
///     > **Theorem (Cauchy–Schwarz).** For all vectors $a$ and $b$ …
///
///     !!! theorem "Cauchy–Schwarz"
///         For all vectors $a$ and $b$ …
struct TheoremBlock {
  /// The words that make a block one of these.
  enum Kind: String, CaseIterable, Sendable {
    case theorem, lemma, corollary, proposition, conjecture, definition, axiom, example, exercise
    case remark, algorithm, proof

    /// What it is to references; a proof has no number.
    var anchor: ChapterParts.Anchor.Kind? {
      ChapterParts.Anchor.Kind(rawValue: rawValue.capitalizedFirst)
    }
  }

  /// What it is.
  let kind: Kind
  /// Its name, such as `Cauchy–Schwarz`.
  let title: String?
  /// The bold words that the label replaces, in a block quote.
  let marker: MarkdownNode?
  /// Where the title stands between the bold words, whose markup it keeps.
  let titleRange: SourceRange?

  /// The block `node` as one of these, or nil.
  init?(_ node: MarkdownNode) {
    if case .admonition = node.kind {
      guard let kind = node.admonitionKind.flatMap({ Kind(rawValue: $0.lowercased()) }) else {
        return nil
      }
      self.kind = kind
      let title = node.titleNode?.plainText.text.trimmed ?? ""
      self.title = title.isEmpty || title.lowercased() == kind.rawValue ? nil : title
      (marker, titleRange) = (nil, nil)
      return
    }
    guard node.kind == .blockQuote, let first = node.firstChild, first.kind == .paragraph,
      let strong = first.firstChild, strong.kind == .strong,
      let (kind, title) = Self.heading(strong.plainText.text)
    else { return nil }
    self.kind = kind
    self.title = title
    marker = strong
    titleRange = title.flatMap { Self.range(of: $0, in: strong.plainText) }
  }

  /// Where `title` stands in `text`; without an end if nothing follows it.
  private static func range(of title: String, in text: MappedText) -> SourceRange? {
    guard let found = text.text.utf8.firstRange(of: title.utf8) else { return nil }
    let start = text.text.utf8.distance(from: text.text.startIndex, to: found.lowerBound)
    let end = start + title.utf8.count
    return SourceRange(
      text.sourceOffset(start), end < text.bytes.count ? text.sourceOffset(end) : Int.max)
  }

  /// Reads `Theorem.`, `Theorem (title).` or `Theorem: title`; nil for any other words.
  static func heading(_ text: String) -> (Kind, title: String?)? {
    let word = text.prefix { $0.isLetter }
    guard let kind = Kind(rawValue: word.lowercased()), word.first?.isUppercase == true else {
      return nil
    }
    var rest = String(text.dropFirst(word.count)).trimmed
    if rest.hasPrefix(":") {
      rest = String(rest.dropFirst()).trimmed
      if rest.hasSuffix(".") { rest.removeLast() }
      return (kind, rest.isEmpty ? nil : rest)
    }
    guard rest.hasSuffix(".") || rest.isEmpty else { return nil }
    if !rest.isEmpty { rest.removeLast() }
    if rest.isEmpty { return (kind, nil) }
    guard rest.hasPrefix("("), rest.hasSuffix(")") else { return nil }
    let title = String(rest.dropFirst().dropLast()).trimmed
    return (kind, title.isEmpty ? nil : title)
  }
}

/// What authors write for the pages at the end of a book.
enum BackMatter {
  /// The terms of `<!-- index: first term; second -->`, or nil for any other comment.
  static func indexTerms(in comment: String) -> [String]? {
    let text = comment.trimmed
    guard text.hasPrefix("index:") else { return nil }
    let terms = text.dropFirst("index:".count).split(separator: ";").map { String($0).trimmed }
    return terms.filter { !$0.isEmpty }
  }

  /// The identifier of `term` in a page, such as `term-learning-rate`.
  static func identifier(of term: String, prefix: String = "term-") -> String {
    var slug = ""
    for scalar in term.lowercased().unicodeScalars {
      if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
        slug.unicodeScalars.append(scalar)
      } else if !slug.isEmpty, !slug.hasSuffix("-") {
        slug += "-"
      }
    }
    while slug.hasSuffix("-") { slug.removeLast() }
    return prefix + slug
  }
}
