/** The test framework of a project: by its own files, then by the language's custom. Pure. */

/** A file of the project, by its name without a folder. */
export interface ProjectFile {
  readonly name: string;
  readonly text: string;
}

export interface Framework {
  /** As people call it. */
  readonly name: string;
  /** What its tests import, where it cannot do without. */
  readonly module?: string;
  /** Of a file with tests for `stem`. */
  fileName(stem: string): string;
}

/** Files that tell, in the folders from the code's up to the workspace's. */
export const projectFiles: readonly string[] = [
  "package.json",
  "pyproject.toml",
  "setup.cfg",
  "requirements.txt",
  "requirements-dev.txt",
  "pytest.ini",
  "tox.ini",
  "pom.xml",
  "build.gradle",
  "build.gradle.kts",
  "Gemfile",
  "composer.json",
  "CMakeLists.txt",
  "Directory.Packages.props",
  "conanfile.txt",
  "vcpkg.json",
];

type Sign = readonly [pattern: RegExp, name: string];

interface Custom {
  readonly signs: readonly Sign[];
  readonly usual: string;
  readonly fileName: (stem: string) => string;
}

const capital = (stem: string) => stem.charAt(0).toUpperCase() + stem.slice(1);

const script = (extension: string): Custom => ({
  signs: [
    [/"vitest"\s*:/, "Vitest"],
    [/"@jest\/core"\s*:|"jest"\s*:|"ts-jest"\s*:/, "Jest"],
    [/"ava"\s*:/, "AVA"],
    [/"mocha"\s*:/, "Mocha with node:assert"],
    [/"jasmine"\s*:/, "Jasmine"],
    [/node --test|"node:test"/, "node:test"],
  ],
  usual: "node:test with node:assert",
  fileName: (stem) => `${stem}.test.${extension}`,
});
const java: Custom = {
  signs: [
    [/junit-jupiter|org\.junit\.jupiter|useJUnitPlatform/, "JUnit 5"],
    [/testng/i, "TestNG"],
    [/junit[:<\s/]|junit'\s*,|<artifactId>junit<\/artifactId>/, "JUnit 4"],
  ],
  usual: "JUnit 5",
  fileName: (stem) => `${capital(stem)}Test.java`,
};
const cpp: Custom = {
  signs: [
    [/gtest|googletest/i, "GoogleTest"],
    [/catch2/i, "Catch2"],
    [/doctest/i, "doctest"],
    [/boost.*unit_test/i, "Boost.Test"],
  ],
  usual: "GoogleTest",
  fileName: (stem) => `${stem}_test.cpp`,
};

const customs: Readonly<Record<string, Custom>> = {
  typescript: script("ts"),
  typescriptreact: script("tsx"),
  javascript: script("js"),
  javascriptreact: script("jsx"),
  python: {
    signs: [[/pytest/i, "pytest"]],
    usual: "unittest",
    fileName: (stem) => `test_${stem}.py`,
  },
  java,
  kotlin: { ...java, fileName: (stem) => `${capital(stem)}Test.kt` },
  go: { signs: [], usual: "Go's testing package", fileName: (stem) => `${stem}_test.go` },
  rust: { signs: [], usual: "Rust's #[test]", fileName: (stem) => `${stem}_test.rs` },
  csharp: {
    signs: [
      [/nunit/i, "NUnit"],
      [/mstest/i, "MSTest"],
      [/xunit/i, "xUnit.net"],
    ],
    usual: "xUnit.net",
    fileName: (stem) => `${capital(stem)}Tests.cs`,
  },
  ruby: {
    signs: [[/rspec/i, "RSpec"]],
    usual: "Minitest",
    fileName: (stem) => `${stem}_test.rb`,
  },
  php: { signs: [[/pestphp/i, "Pest"]], usual: "PHPUnit", fileName: (stem) => `${capital(stem)}Test.php` },
  c: { ...cpp, signs: [[/unity/i, "Unity"], [/cmocka/i, "cmocka"], ...cpp.signs], usual: "assert.h" },
  cpp,
  swift: { signs: [], usual: "XCTest", fileName: (stem) => `${capital(stem)}Tests.swift` },
  dart: { signs: [], usual: "package:test", fileName: (stem) => `${stem}_test.dart` },
  shellscript: { signs: [], usual: "bats", fileName: (stem) => `${stem}.bats` },
  powershell: { signs: [], usual: "Pester", fileName: (stem) => `${stem}.Tests.ps1` },
  r: { signs: [], usual: "testthat", fileName: (stem) => `test-${stem}.R` },
};

const modules: Readonly<Record<string, string>> = {
  "node:test": "node:test",
  "node:test with node:assert": "node:test",
  Vitest: "vitest",
  AVA: "ava",
  unittest: "unittest",
  "JUnit 5": "org.junit.jupiter",
  "JUnit 4": "org.junit",
  TestNG: "org.testng",
  "xUnit.net": "Xunit",
  NUnit: "NUnit.Framework",
  MSTest: "Microsoft.VisualStudio.TestTools",
  GoogleTest: "gtest",
  Catch2: "catch2",
  "Go's testing package": "testing",
  PHPUnit: "PHPUnit",
  XCTest: "XCTest",
  Minitest: "minitest",
};

/** `files`: nearest first; the first one that names a framework decides. Undefined for a language without a custom. */
export function frameworkFor(languageId: string, files: readonly ProjectFile[]): Framework | undefined {
  const custom = customs[languageId];
  if (custom === undefined) return undefined;
  const found = files
    .flatMap(({ text }) => custom.signs.filter(([pattern]) => pattern.test(text)).slice(0, 1))
    .map(([, name]) => name);
  const name = found[0] ?? custom.usual;
  const module = modules[name];
  return { name, ...(module === undefined ? {} : { module }), fileName: custom.fileName };
}
