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
    private readonly HashSet<string> _linked;

    /// <param name="linked">The names of types that stand for one heading alone.</param>
    private Reference(IEnumerable<string> linked) => _linked = [.. linked];

    public static string Write(ProtocolFolder folder)
    {
        var names = folder.Files.SelectMany(static file => (file.Model?.Types ?? default).Select(static type => type.Name).Concat(file.Machine is { } machine ? [machine.Name] : []));
        var reference = new Reference(names.GroupBy(Markdown.AnchorOf).Where(static group => group.Count() == 1).Select(static group => group.First()));
        reference.Line("# Protocol reference");
        reference.Line();
        reference.Line("Written by `skapi-protocol docs` from the schemas and statecharts. Edit those, not this file.");
        foreach (var file in folder.Files)
        {
            reference.Heading(2, Markdown.Text(folder.Lock.RelativePathOf(file.Surface)));
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
                WriteUnion(union);
                break;
            case EnumModel model:
                Table("Value", "C#", "Description");
                foreach (var value in model.Values)
                    Row(Markdown.CodeCell(value.WireName), value.Name, DocsText(value.Docs));
                break;
            case WrapperModel wrapper:
                Line();
                Line($"A value of the type {TypeText(WireType.Of(wrapper.Value))}.");
                break;
        }
    }

    private void WriteUnion(UnionModel union)
    {
        Line();
        Line($"One of these, told apart by {Markdown.Code(union.Discriminator)}:");
        Table("Tag", "C#", "Key");
        foreach (var item in union.Cases)
            Row(Markdown.CodeCell(item.Tag), $"{union.Name}.{item.Record.Name}", item.Key.ToString(CultureInfo.InvariantCulture));

        foreach (var item in union.Cases)
        {
            Heading(4, $"{union.Name}.{item.Record.Name}: {Markdown.Code(item.Tag)}");
            WriteDocs(item.Record.Docs);
            WriteMembers(item.Record);
        }
    }

    private void WriteMembers(RecordModel record)
    {
        if (record.Members.Count == 0)
            return;

        Table("Member", "C#", "Type", "Required", "Key", "Description");
        foreach (var member in record.Members)
        {
            Row(
                Markdown.CodeCell(member.WireName),
                member.Name,
                TypeText(WireType.Of(member.IsRequired ? member.Type : member.Type with { IsNullable = false })),
                member.IsRequired ? "yes" : "",
                member.Key.ToString(CultureInfo.InvariantCulture),
                DocsText(member.Docs));
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
            Row(Markdown.CodeCell(delay.WireName), delay.Milliseconds.ToString(CultureInfo.InvariantCulture), DocsText(delay.Docs));
    }

    private void WriteNames(string title, IEnumerable<(string Name, Docs Docs)> names)
    {
        var rows = names.ToList();
        if (rows.Count == 0)
            return;

        Table(title, "Description");
        foreach (var (name, docs) in rows)
            Row(Markdown.CodeCell(name), DocsText(docs));
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

    private void Row(params string[] cells) => Line(Markdown.Row(cells));

    private void Line(string text = "") => _text.Append(text).Append('\n');

    /// <summary>A type, and a link to where it is described.</summary>
    private string TypeText(WireType type)
    {
        var text = Markdown.CodeCell(type.Text.TrimStart('#'));
        return type.Emitted is { } name && _linked.Contains(name) ? $"[{text}](#{Markdown.AnchorOf(name)})" : text;
    }

    private static string DocsText(Docs docs)
    {
        var text = new StringBuilder(Markdown.Text(docs.Summary));
        if (docs.Source is not null)
            text.Append(CultureInfo.InvariantCulture, $" ({Markdown.Text(docs.Source)})");
        if (docs.Deprecated is not null)
            text.Append(CultureInfo.InvariantCulture, $" **Deprecated.** {Markdown.Text(docs.Deprecated)}");
        return text.ToString().TrimEnd();
    }
}
