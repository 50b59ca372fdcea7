using System.Globalization;
using Microsoft.CodeAnalysis;
using Skapi.Protocol.Generators.Tests.Helpers;
using Skapi.Testing;

namespace Skapi.Protocol.Generators.Tests.Emit;

/// <summary>Schemas that use types of other files (metadata.ref).</summary>
public sealed class ImportTests
{
    private const string Money = """
        {
          "metadata": { "name": "Price" },
          "properties": { "amount": { "ref": "amount" }, "currency": { "ref": "currency" } },
          "definitions": {
            "amount": { "type": "string", "metadata": { "encoding": "decimal" } },
            "currency": { "enum": ["EUR", "KRW"] },
            "prices": { "elements": { "ref": "currency" } },
            "inline": { "elements": { "properties": {} } }
          }
        }
        """;

    private const string Order = """
        {
          "properties": {
            "total": { "metadata": { "ref": "../Shared/money.json" } },
            "tax": { "nullable": true, "metadata": { "ref": "../Shared/money.json#/definitions/amount" } },
            "refunds": { "elements": { "ref": "price" } },
            "known": { "metadata": { "ref": "../Shared/money.json#/definitions/prices" } }
          },
          "optionalProperties": { "paidIn": { "metadata": { "ref": "../Shared/money.json#/definitions/currency" } } },
          "definitions": { "price": { "metadata": { "ref": "../Shared/money.json" } } }
        }
        """;

    private const string Program = """
        using Skapi.Protocol.Json;
        using Skapi.Protocol.MessagePack;

        public static class Program
        {
            public static string RoundTrip(string json)
            {
                var order = JsonCodec.Decode<App.Order>(System.Text.Encoding.UTF8.GetBytes(json));
                Shared.Price total = order.Total;
                return JsonCodec.EncodeToString(MessagePackCodec.Decode<App.Order>(MessagePackCodec.Encode(order)) with { Total = total });
            }
        }
        """;

    private const string Json = """
        {"total":{"amount":"1.50","currency":"EUR"},"tax":null,"refunds":[{"amount":"2","currency":"KRW"}],"known":["EUR"],"paidIn":"USD"}
        """;

    private static readonly SchemaText MoneyFile = new("Shared/money.json", Money);

    private static readonly SchemaText OrderFile = new("App/order.json", Order);

    [Fact]
    public void A_type_of_another_file_is_used_with_both_codecs()
    {
        var compilation = Compile(SchemaOptions.ByFolder, Program, [MoneyFile, OrderFile]);

        RoundTrip(compilation).ShouldBe(Json);
    }

    [Fact]
    public void A_type_of_a_referenced_assembly_is_used_and_not_emitted_again()
    {
        using var shared = new MemoryStream();
        Compile(SchemaOptions.ByFolder, "", [MoneyFile]).Emit(shared).Success.ShouldBeTrue();
        var reference = MetadataReference.CreateFromImage(shared.ToArray());
        var options = new SchemaOptions(static path => Path.GetDirectoryName(path)!) { ReferencedFolder = "Shared" };

        var compilation = Compile(options, Program, [MoneyFile, OrderFile], reference);

        compilation.SyntaxTrees.ShouldNotContain(static tree => tree.FilePath.Contains("Shared.", StringComparison.Ordinal));
        compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
    }

    [Fact]
    public void The_emitted_code_uses_the_types_by_their_names()
    {
        foreach (var source in Run([MoneyFile, OrderFile]).GeneratedSources.Where(static source => source.HintName.StartsWith("App.Order",
            StringComparison.Ordinal)))
        {
            Snapshot.Match(source.SourceText.ToString(), source.HintName["App.".Length..^".cs".Length], "cs");
        }
    }

    [Theory]
    [InlineData("../Shared/money.json")]
    [InlineData("money.json")]
    [InlineData("Shared/money.json#")]
    [InlineData("..\\Shared\\money.json")]
    public void A_file_is_found_by_its_relative_path_or_by_the_end_of_its_path(string reference) =>
        Run([MoneyFile, new("App/a.json", $$"""{ "properties": { "a": { "metadata": { "ref": {{Quote(reference)}} } } } }""")])
            .Diagnostics.ShouldBeEmpty();

    [Theory]
    [InlineData("../Shared/monye.json", "no SkapiProtocol item includes the file “../Shared/monye.json” (did you mean “money.json”?)")]
    [InlineData("money.json#/definitions/curency", "the file has no definition “curency” (did you mean “currency”?)")]
    [InlineData("money.json#currency", "write “file.json#/definitions/name”, or “file.json” for the root of the file")]
    [InlineData("#/definitions/a.json", "write “file.json#/definitions/name”, or “file.json” for the root of the file")]
    [InlineData("broken.json", "the file has errors, or its root describes no type")]
    [InlineData("twice.json", "the path “twice.json” fits 2 files: write more of it")]
    [InlineData(
        "money.json#/definitions/inline",
        "C# has no name for this type outside of its file: give the schema in it a definition of its own, or refer to the file that it "
            + "takes the type from")]
    [InlineData(
        "inline.json#/definitions/alias",
        "C# has no name for this type outside of its file: give the schema in it a definition of its own, or refer to the file that it "
            + "takes the type from")]
    [InlineData(
        "chain.json#/definitions/third",
        "C# has no name for this type outside of its file: give the schema in it a definition of its own, or refer to the file that it "
            + "takes the type from")]
    [InlineData(
        "chain.json#/definitions/elsewhere",
        "C# has no name for this type outside of its file: give the schema in it a definition of its own, or refer to the file that it "
            + "takes the type from")]
    public void A_message_says_why_a_ref_leads_nowhere(string reference, string reason)
    {
        var schema = $$"""{ "properties": { "a": { "metadata": { "ref": {{Quote(reference)}} } } } }""";

        Run(
            [
                MoneyFile, OrderFile, new("X/broken.json", """{ "type": "text.json" }"""), new("Y/twice.json", "{}"),
                new("Z/twice.json", "{}"), new("App/a.json", schema),
                new("App/chain.json", """
                    {
                      "definitions": {
                        "elsewhere": { "metadata": { "ref": "order.json" } },
                        "second": { "ref": "elsewhere" }, "third": { "ref": "elsewhere" }
                      }
                    }
                    """),
                new("App/inline.json", """
                    { "definitions": { "list": { "elements": { "properties": {} } }, "alias": { "ref": "list" } } }
                    """),
            ])
            .Diagnostics.Where(static diagnostic => diagnostic.Location.GetLineSpan().Path == "App/a.json")
            .ShouldHaveSingleItem().GetMessage(CultureInfo.InvariantCulture)
            .ShouldBe($"“{reference}” is not a schema of another file: {reason}");
    }

    [Fact]
    public void A_public_file_cannot_have_a_member_of_an_internal_type()
    {
        var options = new SchemaOptions(static path => Path.GetDirectoryName(path)!) { InternalFolder = "Shared" };

        var diagnostics = Run([MoneyFile, OrderFile], options).Diagnostics;

        diagnostics.Select(static diagnostic => diagnostic.Id).Distinct().ShouldHaveSingleItem().ShouldBe("SKP0215");
        diagnostics.Select(static diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)).Distinct().Order().ShouldBe(
            new[] { "", "#/definitions/currency", "#/definitions/prices" }.Select(static fragment =>
                $"“../Shared/money.json{fragment}” is not a schema of another file: its types are internal, but the types of this file "
                    + "are public: give both items the same Visibility"));
    }

    [Theory]
    [InlineData("", "make it public there, and public types can use it")]
    [InlineData("internal", "or show it to {0} with InternalsVisibleTo")]
    public void A_file_cannot_use_an_internal_type_of_a_referenced_assembly(string visibility, string advice)
    {
        var compilation = GeneratorHost.CreateCompilation().AddReferences(Reference(""));
        var options = InApp(visibility);

        var result = GeneratorHost.CreateDriver([MoneyFile, OrderFile], options).RunGenerators(compilation).GetRunResult().Results.Single();

        result.Diagnostics.Select(static diagnostic => diagnostic.Id).Distinct().ShouldHaveSingleItem().ShouldBe("SKP0215");
        var message = result.Diagnostics[0].GetMessage(CultureInfo.InvariantCulture);
        message.ShouldStartWith(
            "“../Shared/money.json” is not a schema of another file: the type Shared.Price is internal to the assembly ");
        message.ShouldEndWith(string.Format(CultureInfo.InvariantCulture, advice, compilation.AssemblyName));
        result.GeneratedSources.ShouldNotContain(static source => source.HintName.StartsWith("App.", StringComparison.Ordinal));
    }

    [Fact]
    public void An_internal_file_can_use_an_internal_type_that_the_other_assembly_shows()
    {
        var program = GeneratorHost.CreateCompilation(Program.Replace("public static class", "static class", StringComparison.Ordinal));
        var shown = Reference($"[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"{program.AssemblyName}\")]");

        GeneratorHost.CreateDriver([MoneyFile, OrderFile], InApp("internal"))
            .RunGeneratorsAndUpdateCompilation(program.AddReferences(shown), out var compilation, out var diagnostics);

        diagnostics.ShouldBeEmpty();
        compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Error).ShouldBeEmpty();
    }

    [Fact]
    public void An_internal_file_can_have_members_of_internal_types() =>
        Compile(new SchemaOptions(static path => Path.GetDirectoryName(path)!, visibility: "internal"), Program, [MoneyFile, OrderFile])
            .GetDiagnostics().Where(static diagnostic => diagnostic.Severity >= DiagnosticSeverity.Error).ShouldBeEmpty();

    [Fact]
    public void A_public_file_can_use_an_internal_definition_without_a_type_of_its_own()
    {
        var options = new SchemaOptions(static path => Path.GetDirectoryName(path)!) { InternalFolder = "Shared" };
        const string Schema = """{ "properties": { "a": { "metadata": { "ref": "money.json#/definitions/amount" } } } }""";

        Run([MoneyFile, new("App/a.json", Schema)], options).Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_message_says_that_an_enum_with_a_default_must_be_in_the_same_file()
    {
        const string Schema = """
            {
              "optionalProperties": {
                "a": { "metadata": { "ref": "money.json#/definitions/currency", "default": "EUR" } }
              }
            }
            """;

        Run([MoneyFile, new("App/a.json", Schema)]).Diagnostics.ShouldHaveSingleItem().GetMessage(CultureInfo.InvariantCulture)
            .ShouldEndWith("or an enum of the same file");
    }

    [Fact]
    public void Files_can_refer_to_each_other()
    {
        var schema = """{ "optionalProperties": { "next": { "metadata": { "ref": "OTHER.json" } } } }""";
        var files = new[] { "left", "right" }.Select(name => new SchemaText(
            $"App/{name}.json", schema.Replace("OTHER", name == "left" ? "right" : "left", StringComparison.Ordinal))).ToArray();

        Compile(SchemaOptions.ByFolder, "", files).GetTypeByMetadataName("App.Left").ShouldNotBeNull();
    }

    /// <summary>A file is read again if the types of another file change, and its sources are emitted again only if they differ.</summary>
    [Fact]
    public void An_edit_of_the_other_file_emits_only_that_file()
    {
        var compilation = GeneratorHost.CreateCompilation();
        var driver = GeneratorHost.CreateDriver([MoneyFile, OrderFile], SchemaOptions.ByFolder).RunGenerators(compilation);
        var edited = Money.Replace("[\"EUR\", \"KRW\"]", "[\"EUR\", \"USD\"]", StringComparison.Ordinal)
            .Replace("\"inline\"", "\"other\"", StringComparison.Ordinal);

        driver = driver.ReplaceAdditionalText(MoneyFile, new SchemaText(MoneyFile.Path, edited)).RunGenerators(compilation);

        driver.GetRunResult().Results.Single().TrackedSteps[TrackingNames.Sources].SelectMany(static step => step.Outputs)
            .Select(static output => output.Reason)
            .ShouldBe([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], ignoreOrder: true);
    }

    private static GeneratorRunResult Run(SchemaText[] files, SchemaOptions? options = null) =>
        GeneratorHost.CreateDriver(files, options ?? SchemaOptions.ByFolder).RunGenerators(GeneratorHost.CreateCompilation()).GetRunResult()
            .Results.Single();

    private static Compilation Compile(SchemaOptions options, string source, SchemaText[] files, params MetadataReference[] references)
    {
        GeneratorHost.CreateDriver(files, options).RunGeneratorsAndUpdateCompilation(
            GeneratorHost.CreateCompilation(source).AddReferences(references), out var compilation, out var diagnostics);
        diagnostics.ShouldBeEmpty();
        return compilation;
    }

    /// <summary>The shared file is in a referenced assembly, and the types of the app have a visibility.</summary>
    private static SchemaOptions InApp(string visibility) =>
        new(static path => Path.GetDirectoryName(path)!, visibility: visibility) { ReferencedFolder = "Shared" };

    /// <summary>An assembly with internal types of the shared file.</summary>
    private static PortableExecutableReference Reference(string source)
    {
        using var shared = new MemoryStream();
        var options = new SchemaOptions(static path => Path.GetDirectoryName(path)!, visibility: "internal");
        Compile(options, source, [MoneyFile]).Emit(shared).Success.ShouldBeTrue();
        return MetadataReference.CreateFromImage(shared.ToArray());
    }

    private static string RoundTrip(Compilation compilation) =>
        (string)GeneratorHost.Load(compilation).GetType("Program")!.GetMethod("RoundTrip")!.Invoke(null, [Json])!;

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal)}\"";
}
