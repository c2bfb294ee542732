import Markup

extension Chart {
  /// Two or three circles that overlap: `venn` of the language.
  ///
  /// `regions` are the words inside: for two sets *only the first, both, only the second*; for
  /// three *only A, only B, only C, A and B, A and C, B and C, all three*. The circles are of one
  /// size whatever the numbers: areas of three circles cannot be right in general.
  package static func venn(
    _ sets: [String], regions: [String], title: String = ""
  ) throws(ChartError) -> Chart {
    guard sets.count == 2 || sets.count == 3 else {
      throw .option("venn", "takes two or three sets, not \(sets.count)")
    }
    let expected = sets.count == 2 ? 3 : 7
    guard regions.count == expected else {
      throw .lengths("regions", regions.count, "a picture of \(sets.count) sets", expected)
    }
    let centers: [Point]
    let names: [(Point, Mark.Words.Anchor)]
    let places: [Point]
    let radius = 95.0
    let height: Double
    if sets.count == 2 {
      centers = [Point(180, 125), Point(300, 125)]
      names = [(Point(130, 14), .middle), (Point(350, 14), .middle)]
      places = [Point(137, 125), Point(240, 125), Point(343, 125)]
      height = 228
    } else {
      centers = [Point(187, 125), Point(293, 125), Point(240, 215)]
      names = [(Point(130, 14), .middle), (Point(350, 14), .middle), (Point(240, 325), .middle)]
      places = [
        Point(143, 105), Point(337, 105), Point(240, 268), Point(240, 88), Point(173, 186),
        Point(307, 186), Point(240, 155),
      ]
      height = 340
    }
    var marks: [Mark] = centers.enumerated().map { index, center in
      .shape(.init(form: .circle(center: center, radius: radius), ink: .tinted(index)))
    }
    for (index, name) in names.enumerated() {
      marks.append(
        .words(
          Mark.Words(
            text: shortened(sets[index], toWidth: 210, isBold: true), at: name.0,
            anchor: name.1, style: .colored(index))))
    }
    let room = [92.0, 62, 92]
    for (index, region) in regions.enumerated() {
      let width = sets.count == 2 ? room[index] : index < 3 ? 84 : 50
      marks.append(
        .words(Mark.Words(text: shortened(region, toWidth: width), at: places[index])))
    }
    var chart = Chart(diagram: marks, width: 480, height: height, title: title)
    let plain = sets.map { Label($0).plain }
    let keys =
      sets.count == 2
      ? ["only \(plain[0])", "both", "only \(plain[1])"]
      : [
        "only \(plain[0])", "only \(plain[1])", "only \(plain[2])", "\(plain[0]) and \(plain[1])",
        "\(plain[0]) and \(plain[2])", "\(plain[1]) and \(plain[2])", "all three",
      ]
    chart.diagramWords =
      "Sets \(list(plain)): "
      + list(zip(keys, regions).map { "\($0) \(Label($1).plain)" }) + "."
    let width = keys.map(displayWidth(of:)).max() ?? 0
    chart.plainLines = zip(keys, regions).map { key, region in
      padded(key, to: width) + "  " + Label(region).plain
    }
    chart.tableOverride = DataTable(header: ["part", "value"], count: keys.count) {
      [keys[$0], Label(regions[$0]).plain]
    }
    return chart
  }
}
