/// The colours that `\color` and its kin may name.
///
/// The first list is that of CSS, the second that of the TeX package xcolor (option dvipsnames),
/// with the RGB values of its documentation's printed swatches.
enum ColorTable {
  private static let css: Set<String> = words(
    """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue
    blueviolet brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk
    crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki
    darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen
    darkslateblue darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue
    dimgray dimgrey dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite
    gold goldenrod gray green greenyellow grey honeydew hotpink indianred indigo ivory khaki
    lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan
    lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen
    lightskyblue lightslategray lightslategrey lightsteelblue lightyellow lime limegreen linen
    magenta maroon mediumaquamarine mediumblue mediumorchid mediumpurple mediumseagreen
    mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream
    mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid
    palegoldenrod palegreen paleturquoise palevioletred papayawhip peachpuff peru pink plum
    powderblue purple rebeccapurple red rosybrown royalblue saddlebrown salmon sandybrown
    seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen
    steelblue tan teal thistle tomato transparent turquoise violet wheat white whitesmoke yellow
    yellowgreen currentcolor
    """)

  /// The names of all colours, sorted.
  static let names = css.union(dvips.keys).sorted()

  private static let dvips: [String: String] = {
    var result: [String: String] = [:]
    CommandTable.forEachPair(dvipsColors) { name, value in result[name] = value }
    return result
  }()

  private static let dvipsColors = """
    Apricot #FBB982 Aquamarine #00B5BE Bittersweet #C04F17 Black #221E1F Blue #2D2F92 BlueGreen
    #00B3B8 BlueViolet #473992 BrickRed #B6321C Brown #792500 BurntOrange #F7921D CadetBlue
    #74729A CarnationPink #F282B4 Cerulean #00A2E3 CornflowerBlue #41B0E4 Cyan #00AEEF Dandelion
    #FDBC42 DarkOrchid #A4538A Emerald #00A99D ForestGreen #009B55 Fuchsia #8C368C Goldenrod
    #FFDF42 Gray #949698 Green #00A64F GreenYellow #DFE674 JungleGreen #00A99A Lavender #F49EC4
    LimeGreen #8DC73E Magenta #EC008C Mahogany #A9341F Maroon #AF3235 Melon #F89E7B MidnightBlue
    #006795 Mulberry #A93C93 NavyBlue #006EB8 OliveGreen #3C8031 Orange #F58137 OrangeRed
    #ED135A Orchid #AF72B0 Peach #F7965A Periwinkle #7977B8 PineGreen #008B72 Plum #92268F
    ProcessBlue #00B0F0 Purple #99479B RawSienna #974006 Red #ED1B23 RedOrange #F26035 RedViolet
    #A1246B Rhodamine #EF559F RoyalBlue #0071BC RoyalPurple #613F99 RubineRed #ED017D Salmon
    #F69289 SeaGreen #3FBC9D Sepia #671800 SkyBlue #46C5DD SpringGreen #C6DC67 Tan #DA9D76
    TealBlue #00AEB3 Thistle #D883B7 Turquoise #00B4CE Violet #58429B VioletRed #EF58A0 White
    #FFFFFF WildStrawberry #EE2967 Yellow #FFF200 YellowGreen #98CC70 YellowOrange #FAA21A
    """

  private static func words(_ text: String) -> Set<String> {
    Set(
      text.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A })
        .map { String(decoding: $0, as: UTF8.self) })
  }

  /// The CSS colour called `name`: a name, `#rgb`, `#rrggbb`, or the digits alone.
  static func color(named name: String) -> String? {
    if let value = dvips[name] { return value }
    if css.contains(name.lowercased()) { return name.lowercased() }
    let digits = name.hasPrefix("#") ? String(name.dropFirst()) : name
    guard digits.utf8.allSatisfy({ isHexDigit($0) }) else { return nil }
    if name.hasPrefix("#") {
      return [3, 4, 6, 8].contains(digits.utf8.count) ? "#" + digits : nil
    }
    return digits.utf8.count == 6 ? "#" + digits : nil
  }

  /// The CSS colour of `value` in a colour model of xcolor.
  static func color(model: String, _ value: String) -> String? {
    let numbers = value.split(separator: ",").map {
      Double($0.filter { !$0.isWhitespace })
    }
    var parts: [Double] = []
    for number in numbers {
      guard let number, number.isFinite, number >= 0, number <= 255 else {
        return model == "named" || model == "HTML" ? color(named: value) : nil
      }
      parts.append(number)
    }
    switch (model, parts.count) {
    case ("rgb", 3): return hex(parts.map { $0 * 255 })
    case ("RGB", 3): return hex(parts)
    case ("gray", 1): return hex([parts[0] * 255, parts[0] * 255, parts[0] * 255])
    case ("cmyk", 4): return hex((0..<3).map { 255 * (1 - parts[$0]) * (1 - parts[3]) })
    case ("HTML", _): return color(named: "#" + value)
    case ("named", _): return color(named: value)
    default: return nil
    }
  }

  private static func hex(_ parts: [Double]) -> String {
    parts.reduce(into: "#") { text, part in
      let value = Int(min(max(part, 0), 255).rounded())
      text += (value < 16 ? "0" : "") + String(value, radix: 16)
    }
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 6
  }
}
