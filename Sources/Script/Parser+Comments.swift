import Diagnostics

extension Parser {
  /// Gives each result comment its statement, given the statements' places in the text.
  ///
  /// A comment speaks about the last statement that ends before it; comments of one kind that
  /// follow each other for the same statement, each alone on its line, are one comment.
  mutating func attachedComments(_ spans: [SourceRange]) -> [ResultComment] {
    var result: [ResultComment] = []
    for comment in lexedComments {
      guard let statement = spans.lastIndex(where: { $0.start < comment.range.start }) else {
        report(.commentWithoutStatement(at: range(comment.range)))
        continue
      }
      guard spans[statement].end <= comment.range.start else {
        report(.commentInside(at: range(comment.range)))
        continue
      }
      let stated = text.slice(comment.stated.start, comment.stated.end)
      if let last = result.last, last.statement == statement {
        guard last.kind == comment.kind, comment.isAlone else {
          if last.kind != comment.kind {
            result.append(
              ResultComment(
                kind: comment.kind, stated: stated, range: range(comment.range),
                statement: statement))
          }
          continue
        }
        result[result.count - 1] = last.joined(with: stated, range(comment.range))
      } else {
        result.append(
          ResultComment(
            kind: comment.kind, stated: stated, range: range(comment.range), statement: statement))
      }
    }
    return result
  }

  private func range(_ offsets: SourceRange) -> SourceRange {
    text.sourceRange(offsets.start, offsets.end)
  }
}

extension ResultComment {
  /// This comment going on with another line.
  func joined(with line: MappedText, _ place: SourceRange) -> ResultComment {
    var text = stated
    text.append([0x0A], for: .at(place.start))
    for segment in line.segments {
      let end = segment.text + (segment.isVerbatim ? segment.fileCount : line.bytes.count)
      text.append(verbatim: line.bytes[segment.text..<min(end, line.bytes.count)], at: segment.file)
    }
    return ResultComment(
      kind: kind, stated: text, range: range.union(place), statement: statement)
  }
}
