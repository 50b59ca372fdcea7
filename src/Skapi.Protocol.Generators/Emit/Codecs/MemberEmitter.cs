using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Codecs;

/// <summary>Emits the methods that read and write the members of a record.</summary>
/// <param name="dialect">The format.</param>
/// <param name="record">The record.</param>
/// <param name="tag">The tag of a union's case, or null for a record of its own.</param>
internal sealed class MemberEmitter(Dialect dialect, RecordModel record, UnionTag? tag = null)
{
    private readonly Dictionary<string, string> _locals = Names.ToLocals(
        record.Members.Select(static member => member.Name).Concat(record.Additional is { } additional ? [additional.Name] : []),
        dialect.ReservedLocals);

    /// <summary>Writes the method that reads the members and creates the record.</summary>
    public void WriteReader(IndentedWriter writer, string method)
    {
        writer.Open($"internal static {record.Name}? {method}(ref {writer.Names[dialect.Name + "Reader"]} reader)");
        dialect.WriteMemberReads(writer, record, tag, _locals);
        writer.Separate();
        WriteResult(writer);
        writer.Close();
    }

    /// <summary>Writes the method that writes the members.</summary>
    public void WriteWriter(IndentedWriter writer, string signature)
    {
        writer.Open($"internal {signature}(ref {writer.Names[dialect.Name + "Writer"]} writer)");
        writer.Line("writer.Enter();");
        dialect.WriteMemberWrites(writer, record, tag, _locals);
        writer.Line("writer.Leave();");
        writer.Close();
    }

    /// <summary>Writes the methods for arrays and dictionaries.</summary>
    public void WriteContainers(IndentedWriter writer)
    {
        foreach (var member in record.Members)
            ContainerEmitter.Write(writer, dialect, member.Type, member.Helper);
    }

    private void WriteResult(IndentedWriter writer)
    {
        if (record.Members.Count == 0 && record.Additional is null)
        {
            writer.Line($"return new {record.Name}();");
            return;
        }

        writer.Open($"return new {record.Name}");
        foreach (var member in record.Members)
        {
            var end = member.Default is not null
                ? $" ?? {CSharp.DefaultOf(member, writer.Names)}"
                : member.Type is { IsNullable: false, IsReference: true } ? "!" : "";
            writer.Line($"{member.Name} = {_locals[member.Name]}{end},");
        }

        if (record.Additional is { } additional)
            writer.Line($"{additional.Name} = {dialect.ResultOfAdditional(_locals[additional.Name])},");
        writer.Close("};");
    }
}
