using Skapi.Protocol.Generators.Emit;
using Skapi.Protocol.Generators.Statecharts;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Tool;

/// <summary>Writes what the files describe as declarations for TypeScript: the messages as they stand in JSON, for the side that runs in a browser or in Node.</summary>
internal sealed class Declarations
{
    private readonly IndentedWriter _writer = new();

    private Declarations()
    {
    }

    public static string Write(ProtocolFolder folder)
    {
        var declarations = new Declarations();
        declarations._writer.Line("// Written by “skapi-protocol typescript” from the schemas and statecharts. Edit those, not this file.");
        foreach (var file in folder.Files)
        {
            foreach (var type in file.Model?.Types ?? default)
                declarations.WriteType(type);
            if (file.Machine is not null)
                declarations.WriteMachine(file.Machine);
        }

        return declarations._writer.ToString();
    }

    private void WriteType(TypeModel type)
    {
        // The browser's own type goes by the same name: whatever refers to it means that one.
        if (type.Browser == type.Name)
            return;

        Introduce(type.Docs);
        switch (type)
        {
            case { Browser: { } browser }:
                _writer.Line($"export type {type.Name} = {browser};");
                break;
            case RecordModel record:
                WriteRecord(record);
                break;
            case UnionModel union:
                WriteUnion(union);
                break;
            case EnumModel model:
                WriteAlternatives(model.Name, model.Values.Select(static value => CSharp.Json(value.WireName)));
                break;
            case WrapperModel wrapper:
                _writer.Line($"export type {wrapper.Name} = {NameOf(wrapper.Value)};");
                break;
        }
    }

    private void WriteUnion(UnionModel union)
    {
        WriteAlternatives(union.Name, union.Cases.Select(item => $"{union.Name}.{item.Record.Name}"));
        if (union.Cases.Count == 0)
            return;

        _writer.Separate();
        _writer.Begin($"export namespace {union.Name} {{");
        foreach (var item in union.Cases)
        {
            Introduce(item.Record.Docs);
            WriteRecord(item.Record, (union.Discriminator, item.Tag));
        }

        _writer.Close();
    }

    private void WriteRecord(RecordModel record, (string Name, string Value)? tag = null)
    {
        _writer.Begin($"export interface {record.Name} {{");
        if (tag is { } present)
            _writer.Line($"{PropertyName(present.Name)}: {CSharp.Json(present.Value)};");
        foreach (var member in record.Members)
        {
            WriteDocs(member.Docs);
            var type = NameOf(member.Type with { IsNullable = member.AllowsNull });
            _writer.Line($"{PropertyName(member.WireName)}{(member.IsRequired ? "" : "?")}: {member.Browser ?? type};");
        }

        if (record.IsOpen)
        {
            _writer.Line("/** Members that the schema does not name. */");
            _writer.Line("[member: string]: unknown;");
        }

        _writer.Close();
    }

    private void WriteMachine(MachineModel machine)
    {
        WriteNames(machine.Name + "State", $"The states of {machine.Name}.", machine.States.Select(static state => state.WireName));
        WriteNames(machine.Name + "Trigger", $"What {machine.Name} reacts to.", machine.Triggers.Select(static trigger => trigger.WireName));
        if (machine.Delays.Count > 0)
            WriteNames(machine.Name + "Delay", $"The delays of {machine.Name}.", machine.Delays.Select(static delay => delay.WireName));
    }

    private void WriteNames(string type, string summary, IEnumerable<string> names)
    {
        Introduce(new Docs(summary));
        WriteAlternatives(type, names.Select(CSharp.Json));
    }

    private void WriteAlternatives(string name, IEnumerable<string> alternatives)
    {
        var lines = alternatives.ToList();
        if (lines.Count == 0)
        {
            _writer.Line($"export type {name} = never;");
            return;
        }

        _writer.Line($"export type {name} =");
        for (var i = 0; i < lines.Count; i++)
            _writer.Indented($"| {lines[i]}{(i == lines.Count - 1 ? ";" : "")}");
    }

    private void Introduce(Docs docs)
    {
        _writer.Separate();
        WriteDocs(docs);
    }

    private void WriteDocs(Docs docs)
    {
        var lines = new List<string> { docs.Summary };
        if (docs.Source is not null)
            lines.Add($"@see {docs.Source}");
        if (docs.Deprecated is not null)
            lines.Add($"@deprecated {docs.Deprecated}".TrimEnd());

        if (lines.Count == 1)
        {
            _writer.Line($"/** {Comment(lines[0])} */");
            return;
        }

        _writer.Line("/**");
        foreach (var line in lines)
            _writer.Line($" * {Comment(line)}");
        _writer.Line(" */");
    }

    private static string NameOf(TypeRef type) => BareNameOf(type) + (type.IsNullable && type is not TypeRef.Any ? " | null" : "");

    private static string BareNameOf(TypeRef type) => type switch
    {
        TypeRef.Scalar scalar => NameOf(scalar.Kind),
        TypeRef.Emitted emitted => emitted.TypeName,
        TypeRef.Elements { Item: { IsNullable: true } and not TypeRef.Any } elements => $"({NameOf(elements.Item)})[]",
        TypeRef.Elements elements => NameOf(elements.Item) + "[]",
        TypeRef.Values values => $"{{ [name: string]: {NameOf(values.Item)} }}",
        _ => "unknown",
    };

    // A timestamp is RFC 3339 in JSON, and bytes are base64.
    private static string NameOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Boolean => "boolean",
        ScalarKind.String or ScalarKind.Timestamp or ScalarKind.Bytes => "string",
        _ => "number",
    };

    private static string PropertyName(string name) => IsIdentifier(name) ? name : CSharp.Json(name);

    private static bool IsIdentifier(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '$');

    private static string Comment(string text) => CSharp.SingleLine(text).Replace("*/", "*\\/", StringComparison.Ordinal);
}
