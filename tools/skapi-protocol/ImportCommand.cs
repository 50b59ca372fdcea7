using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Skapi.Protocol.Tool.Import;
using Skapi.Protocol.Tool.Import.TypeScript;

namespace Skapi.Protocol.Tool;

/// <summary>The command that rewrites a JSON Schema or the types of a TypeScript file.</summary>
internal static class ImportCommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,

        // The importers stop before this depth. The default is 64, which a schema can exceed.
        MaxDepth = 256,
    };

    private static readonly JsonDocumentOptions Unique = new() { AllowDuplicateProperties = false };

    public static Command Create()
    {
        var source = new Argument<FileInfo>("source") { Description = "A file with a JSON Schema, or a TypeScript file (*.ts)." };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "The file to write. The default is standard output." };
        var strict = new Option<bool>("--strict") { Description = "Fail if the source says something that cannot be rewritten." };
        var root = new Option<string?>("--root")
        {
            Description = "The type of a TypeScript file that becomes the root. By default, all types are definitions.",
        };
        var command = new Command(
            "import", "Rewrites a JSON Schema or TypeScript types as a schema of RFC 8927, and reports what that cannot say.")
        {
            source, output, strict, root,
        };
        command.SetAction(result => ToolCommand.Run(result, () =>
        {
            var report = new ImportReport();
            var path = result.GetRequiredValue(source).FullName;
            if (Path.GetExtension(path).Equals(".tsx", StringComparison.OrdinalIgnoreCase))
                throw new ToolFileException(path, new NotSupportedException("Files with JSX are not read: move the types to a *.ts file."));
            var schema = TypeScriptImporter.Reads(path)
                ? ImportTypes(path, result.GetValue(root), report)
                : JsonSchemaImporter.Import(Read(path), report);
            var text = schema.ToJsonString(Indented) + "\n";
            foreach (var line in report.Lines)
                result.InvocationConfiguration.Error.WriteLine(line);
            if (result.GetValue(strict) && report.Lines.Count > 0)
                return ToolCommand.Failed;

            if (result.GetValue(output) is { } file)
                ToolFiles.Write(file.FullName, text);
            else
                result.InvocationConfiguration.Output.Write(text);
            return ToolCommand.Done;
        }));
        return command;
    }

    private static JsonObject ImportTypes(string path, string? root, ImportReport report)
    {
        var text = ToolFiles.Read(path);
        try
        {
            return TypeScriptImporter.Import(text, path, root, report);
        }
        catch (TypeScriptException error)
        {
            throw new ToolFileException(path + new LineMap(text).At(error.Position), error);
        }
    }

    private static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(ToolFiles.Read(path), documentOptions: Unique) as JsonObject
                ?? throw new ToolFileException(path, new JsonException("A JSON Schema is an object, but this is another value."));
        }
        catch (JsonException error)
        {
            throw new ToolFileException(path, error);
        }
    }
}
