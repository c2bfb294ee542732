/// Lays out charts side by side, each under its name.
enum FacetLayout {
  /// The room between two panels.
  static let gap = 20.0

  static func scene(of chart: Chart) -> Scene {
    var scene = Scene(width: chart.frame.width, height: 0)
    var y = 0.0
    if !chart.title.isEmpty {
      scene.add(
        shortened(chart.title, toWidth: scene.width, isBold: true), x: 0, y: 15, style: "b")
      y = 30
    }
    let columns = max(1, chart.panelColumns)
    let scenes = chart.panels.map(\.scene)
    let width = scenes.map(\.width).max() ?? 0
    scene.width = max(
      chart.title.isEmpty ? 0 : Label(chart.title).width(isBold: true),
      Double(min(columns, scenes.count)) * (width + gap) - gap)
    var start = 0
    while start < scenes.count {
      let row = scenes[start..<min(start + columns, scenes.count)]
      for (column, panel) in row.enumerated() {
        scene.elements.append(.shift(x: Double(column) * (width + gap), y: y))
        scene.elements += panel.elements
        scene.elements.append(.close)
      }
      y += (row.map(\.height).max() ?? 0) + gap
      start += columns
    }
    scene.height = max(0, y - gap)
    return scene
  }
}
