using System.Globalization;
using System.Text;
using Skapi.Protocol.Generators.Emit;
using Skapi.Protocol.Generators.Locks;
using Skapi.Protocol.Generators.Statecharts;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Tool;

/// <summary>Writes what the files describe as a reference in Markdown.</summary>
internal sealed class Reference
{
    private readonly StringBuilder _text = new();

    private Reference()
    {
    }

    public static string Write(ProtocolFolder folder)
    {
        var reference = new Reference();
        reference.Line("# Protocol reference");
        reference.Line();
        reference.Line("Written by `skapi-protocol docs` from the schemas and statecharts. Edit those, not this file.");
        foreach (var file in folder.Files)
        {
            reference.Heading(2, Cell(folder.Lock.RelativePathOf(file.Surface)));
            foreach (var type in file.Model?.Types ?? default)
                reference.WriteType(type);
            if (file.Machine is not null)
                reference.WriteMachine(file.Machine);
        }

        return reference._text.ToString();
    }

    private void WriteType(TypeModel type)
    {
        Heading(3, type.Name);
        WriteDocs(type.Docs);
        switch (type)
        {
            case RecordModel record:
                WriteMembers(record);
                break;
            case UnionModel union:
                Line();
                Line($"One of these, told apart by `{union.Discriminator}`:");
                foreach (var item in union.Cases)
                {
                    Heading(4, $"{union.Name}.{item.Record.Name}: `{item.Tag}`");
                    WriteDocs(item.Record.Docs);
                    WriteMembers(item.Record);
                }

                break;
            case EnumModel model:
                Table("Value", "C#", "Description");
                foreach (var value in model.Values)
                    Row(Code(value.WireName), value.Name, DocsCell(value.Docs));
                break;
            case WrapperModel wrapper:
                Line();
                Line($"A value of the type {Code(WireType.Of(wrapper.Value).Text)}.");
                break;
        }
    }

    private void WriteMembers(RecordModel record)
    {
        if (record.Members.Count == 0)
            return;

        Table("Member", "C#", "Type", "Required", "Key", "Description");
        foreach (var member in record.Members)
        {
            var type = WireType.Of(member.IsRequired ? member.Type : member.Type with { IsNullable = false }).Text;
            Row(
                Code(member.WireName),
                member.Name,
                Code(type.Replace("#", "", StringComparison.Ordinal)),
                member.IsRequired ? "yes" : "",
                member.Key.ToString(CultureInfo.InvariantCulture),
                DocsCell(member.Docs));
        }
    }

    private void WriteMachine(MachineModel machine)
    {
        Heading(3, machine.Name);
        WriteDocs(machine.Docs);
        Line();
        Line("```mermaid");
        Line(MermaidEmitter.Emit(machine).TrimEnd('\n'));
        Line("```");
        WriteNames("State", machine.States.Select(static state => (state.WireName, state.Docs)));
        WriteNames("Trigger", machine.Triggers.Select(static trigger => (trigger.WireName, trigger.Docs)));
        WriteNames("Action", machine.Actions.Select(static action => (action.WireName, action.Docs)));
        WriteNames("Guard", machine.Guards.Select(static guard => (guard.WireName, guard.Docs)));
        if (machine.Delays.Count == 0)
            return;

        Table("Delay", "Milliseconds", "Description");
        foreach (var delay in machine.Delays)
            Row(Code(delay.WireName), delay.Milliseconds.ToString(CultureInfo.InvariantCulture), DocsCell(delay.Docs));
    }

    private void WriteNames(string title, IEnumerable<(string Name, Docs Docs)> names)
    {
        var rows = names.ToList();
        if (rows.Count == 0)
            return;

        Table(title, "Description");
        foreach (var (name, docs) in rows)
            Row(Code(name), DocsCell(docs));
    }

    private void WriteDocs(Docs docs)
    {
        Line();
        Line(DocsText(docs));
    }

    private void Heading(int level, string text)
    {
        Line();
        Line($"{new string('#', level)} {text}");
    }

    private void Table(params string[] titles)
    {
        Line();
        Row(titles);
        Line($"|{string.Concat(titles.Select(static _ => "---|"))}");
    }

    private void Row(params string[] cells) => Line($"| {string.Join(" | ", cells)} |");

    private void Line(string text = "") => _text.Append(text).Append('\n');

    private static string Code(string text) => text.Length == 0 ? "" : $"`{Cell(text)}`";

    private static string DocsCell(Docs docs) => Cell(DocsText(docs));

    private static string DocsText(Docs docs)
    {
        var text = new StringBuilder(docs.Summary);
        if (docs.Source is not null)
            text.Append(CultureInfo.InvariantCulture, $" ({docs.Source})");
        if (docs.Deprecated is not null)
            text.Append(CultureInfo.InvariantCulture, $" **Deprecated.** {docs.Deprecated}");
        return text.ToString().TrimEnd();
    }

    // A bar would end the cell, and a line break the table.
    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
