using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits how the members of a record are read and written as MessagePack: an array whose positions are the keys.</summary>
internal static class MessagePackMemberEmitter
{
    public static void WriteReader(IndentedWriter writer, RecordModel record, string method)
    {
        var (locals, names) = (LocalsOf(record), writer.Names);
        writer.Open($"internal static {record.Name}? {method}(ref {names["MessagePackReader"]} reader)");
        writer.Line("var count = reader.ReadArrayStart();");
        var next = 0;
        foreach (var member in record.Members.OrderBy(static member => member.Key))
        {
            if (member.Key > next)
                writer.Line($"reader.SkipGap(count, {next}, {member.Key});");
            writer.Line($"{names.Local(member.Type)} {locals[member.Name]} = {MessagePackTypes.ReadElement(member, names)};");
            next = member.Key + 1;
        }

        writer.Line($"reader.SkipRest(count, {next});");
        writer.Line($"if (!reader.End(count, {MinimumOf(record)}))");
        writer.Indented("return null;");
        writer.Separate();
        WriteResult(writer, record, locals);
        writer.Close();
    }

    public static void WriteWriter(IndentedWriter writer, RecordModel record, string signature)
    {
        var locals = LocalsOf(record);
        writer.Open($"internal {signature}(ref {writer.Names["MessagePackWriter"]} writer)");
        var members = record.Members.OrderBy(static member => member.Key).ToList();
        var next = 0;
        writer.Line("writer.Enter();");
        writer.Line($"writer.WriteArrayHeader({(members.Count == 0 ? 0 : members[members.Count - 1].Key + 1)});");
        foreach (var member in members)
        {
            for (; next < member.Key; next++)
                writer.Line("writer.WriteNil();");
            MessagePackTypes.Write(writer, member.Type, TypeNames.Member(member.Name), locals[member.Name], member.Helper);
            next++;
        }

        writer.Line("writer.Leave();");
        writer.Close();
    }

    public static void WriteContainers(IndentedWriter writer, RecordModel record)
    {
        foreach (var member in record.Members)
            MessagePackContainerEmitter.Write(writer, member.Type, member.Helper);
    }

    /// <summary>How many elements there must be for each required member to be among them.</summary>
    private static int MinimumOf(RecordModel record) =>
        record.Members.Where(static member => member.IsRequired).Select(static member => member.Key + 1).DefaultIfEmpty(0).Max();

    private static void WriteResult(IndentedWriter writer, RecordModel record, Dictionary<string, string> locals)
    {
        if (record.Members.Count == 0)
        {
            writer.Line($"return new {record.Name}();");
            return;
        }

        writer.Open($"return new {record.Name}");
        foreach (var member in record.Members)
            writer.Line($"{member.Name} = {locals[member.Name]}{(member.Type is { IsNullable: false, IsReference: true } ? "!" : "")},");
        writer.Close("};");
    }

    private static Dictionary<string, string> LocalsOf(RecordModel record) =>
        Names.ToLocals(record.Members.Select(static member => member.Name), "reader", "writer", "count");
}
