using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Skapi.Protocol.Tool.Import;

namespace Skapi.Protocol.Tool;

/// <summary>The command that rewrites a JSON Schema.</summary>
internal static class ImportCommand
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonDocumentOptions Unique = new() { AllowDuplicateProperties = false };

    public static Command Create()
    {
        var source = new Argument<FileInfo>("schema") { Description = "A file with a JSON Schema." };
        var output = new Option<FileInfo?>("--output", "-o") { Description = "The file to write. The default is standard output." };
        var strict = new Option<bool>("--strict") { Description = "Fail if the schema says something that cannot be rewritten." };
        var command = new Command("import", "Rewrites a JSON Schema as a schema of RFC 8927, and reports what that cannot say.")
        {
            source, output, strict,
        };
        command.SetAction(result => ToolCommand.Run(result, () =>
        {
            var report = new ImportReport();
            var path = result.GetRequiredValue(source).FullName;
            var text = JsonSchemaImporter.Import(Read(path), report).ToJsonString(Indented) + "\n";
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
