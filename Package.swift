// swift-tools-version: 6.1
import PackageDescription

/// Every target's imports tell the truth: nothing leaks through an import of an import.
let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// Whether all fuzz targets are built: `MATHBOOK_FUZZ=parsers` leaves the parsers', a short build.
let fuzzesAll = Context.environment["MATHBOOK_FUZZ"] != "parsers"

/// A library target in `Sources` with the project's settings.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

/// The tests of one module.
func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: settings)
}

// The layers are explained in Sources/README.md; HouseTests compare them with the imports.
let package = Package(
  name: "mathbook",
  products: [
    .library(name: "Numerics", targets: ["Numerics"]),
    .library(name: "Tensors", targets: ["Tensors"]),
    .library(name: "Symbols", targets: ["Symbols"]),
    .library(name: "Statistics", targets: ["Statistics"]),
    .library(name: "Learning", targets: ["Learning"]),
    .library(name: "Markdown", targets: ["Markdown"]),
    .library(name: "SwiftMath", targets: ["SwiftMath"]),
  ],
  targets: [
    // 0
    module("Diagnostics"),
    module("Markup"),
    .target(name: "Kernels", linkerSettings: [.linkedLibrary("m")]),
    module("Numerics", ["Kernels"]),
    .target(
      name: "Templates", path: "templates",
      exclude: ["page.html", "page.txt", "script.js", "search.js", "style.css", "watch.js"],
      swiftSettings: settings),
    // 1
    module("Symbols", ["Numerics"]),
    .target(
      name: "Markdown", dependencies: ["Diagnostics", "Markup"], exclude: ["README.md"],
      swiftSettings: settings),
    module("TeXMath", ["Diagnostics", "Markup"]),
    module("Tensors", ["Diagnostics", "Numerics", "Kernels"]),
    module("Plotting", ["Diagnostics", "Markup", "Numerics"]),
    // 2
    module("Script", ["Diagnostics", "Numerics", "Tensors"]),
    module("Claims", ["Diagnostics", "Numerics", "TeXMath"]),
    module("Statistics", ["Diagnostics", "Numerics", "Tensors"]),
    // 3
    module("Lowering", ["Diagnostics", "Script", "Tensors"]),
    module("Learning", ["Diagnostics", "Numerics", "Tensors", "Statistics"]),
    // 4
    module(
      "Library",
      [
        "Diagnostics", "Markup", "Numerics", "Tensors", "Plotting", "Script", "Statistics",
        "Learning", "Symbols",
      ]),
    // 5
    module(
      "SwiftMath", ["Diagnostics", "Library", "Numerics", "Script", "Tensors"]),
    module(
      "Book",
      [
        "Diagnostics", "Markup", "Numerics", "Markdown", "TeXMath", "Tensors", "Plotting", "Script",
        "Claims", "Library", "Lowering", "Templates",
      ]),
    // 6
    .executableTarget(
      name: "mathbook",
      dependencies: [
        "Diagnostics", "Markup", "Markdown", "TeXMath", "Script", "Claims", "Library", "Book",
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        "Diagnostics", "Markup", "Numerics", "Markdown", "TeXMath", "Plotting", "Tensors", "Script",
        "Statistics", "Learning", "Library", "Claims", "Book",
      ],
      swiftSettings: settings),
    // Inputs at random, see .ci/fuzz: a target needs only the modules that its rows try.
    .executableTarget(
      name: "Fuzz",
      dependencies: ["Diagnostics", "Markup", "Markdown", "TeXMath"]
        + (fuzzesAll ? ["Script", "Library"] : []),
      exclude: fuzzesAll ? [] : ["FuzzTarget+Script.swift"],
      swiftSettings: settings + (fuzzesAll ? [] : [.define("PARSERS")])),
    // tests
    tests("DiagnosticsTests", ["Diagnostics"]),
    tests("MarkupTests", ["Markup"]),
    tests("NumericsTests", ["Numerics"]),
    // The elementary kernels once more, for one width of vectors each.
    .target(
      name: "KernelWidths", path: "Tests/KernelWidths", linkerSettings: [.linkedLibrary("m")]),
    tests("TensorsTests", ["Diagnostics", "Kernels", "KernelWidths", "Numerics", "Tensors"]),
    tests("StatisticsTests", ["Numerics", "Statistics", "Tensors"]),
    tests("LearningTests", ["Benchmarks", "Learning", "Numerics", "Tensors"]),
    tests("MarkdownTests", ["Diagnostics", "Markdown", "Markup"]),
    tests("TeXMathTests", ["Diagnostics", "Markup", "TeXMath"]),
    tests("PlottingTests", ["Markup", "Numerics", "Plotting"]),
    tests(
      "BookTests",
      ["Book", "Claims", "Diagnostics", "Library", "Markdown", "Markup", "Script", "Templates"]),
    tests("SymbolsTests", ["Numerics", "Symbols"]),
    tests("TemplatesTests", ["Templates"]),
    tests("CommandTests", ["mathbook"]),
    tests("ClaimsTests", ["Claims", "Diagnostics", "Numerics", "TeXMath"]),
    tests("ScriptTests", ["Diagnostics", "Numerics", "Script", "Tensors"]),
    tests("LibraryTests", ["Diagnostics", "Library", "Script", "Tensors"]),
    tests(
      "LoweringTests",
      ["Diagnostics", "Library", "Lowering", "Script", "SwiftMath"]),
    tests("HouseTests", []),
  ],
  swiftLanguageModes: [.v6]
)
