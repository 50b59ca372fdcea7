using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits the methods that read and write the arrays and maps of a record as MessagePack, one pair for each level of nesting.</summary>
internal static class MessagePackContainerEmitter
{
    public static void Write(IndentedWriter writer, TypeRef type, string helper)
    {
        switch (type)
        {
            case TypeRef.Elements elements:
                WriteElements(writer, elements, helper);
                Write(writer, elements.Item, HelperNames.ItemOf(helper));
                break;
            case TypeRef.Values values:
                WriteValues(writer, values, helper);
                Write(writer, values.Item, HelperNames.ValueOf(helper));
                break;
        }
    }

    private static void WriteElements(IndentedWriter writer, TypeRef.Elements type, string helper)
    {
        var names = writer.Names;
        writer.Separate();
        writer.Open($"private static {names.Bare(type)} Unpack{helper}(ref {names["MessagePackReader"]} reader)");
        writer.Line($"var items = new {names["EquatableArrayBuilder"]}<{names.Of(type.Item)}>();");
        writer.Line("var count = reader.ReadArrayStart();");
        writer.Line("for (var i = 0; i < count && !reader.Failed; i++)");
        writer.Indented($"items.Add({Unwrapped(type.Item, HelperNames.ItemOf(helper), names)});");
        writer.Line("reader.ReadArrayEnd();");
        writer.Line("return items.ToEquatableArray();");
        writer.Close();

        writer.Separate();
        writer.Open($"private static void Pack{helper}(ref {names["MessagePackWriter"]} writer, {names.Bare(type)} items)");
        writer.Line("writer.Enter();");
        writer.Line("writer.WriteArrayHeader(items.Count);");
        writer.Open("foreach (var value in items)");
        MessagePackTypes.Write(writer, type.Item, "value", "item", HelperNames.ItemOf(helper));
        writer.Close();
        writer.Line("writer.Leave();");
        writer.Close();
    }

    private static void WriteValues(IndentedWriter writer, TypeRef.Values type, string helper)
    {
        var names = writer.Names;
        writer.Separate();
        writer.Open($"private static {names.Bare(type)} Unpack{helper}(ref {names["MessagePackReader"]} reader)");
        writer.Line($"var members = new {names["EquatableDictionaryBuilder"]}<{names.Of(type.Item)}>();");
        writer.Line("var count = reader.ReadMapStart();");
        writer.Open("for (var i = 0; i < count && !reader.Failed; i++)");
        writer.Line("var name = reader.ReadString() ?? \"\";");
        writer.Line("if (members.Contains(name))");
        writer.Indented("reader.FailDuplicate(name);");
        writer.Line($"members.Add(name, {Unwrapped(type.Item, HelperNames.ValueOf(helper), names)});");
        writer.Close();
        writer.Line("reader.ReadArrayEnd();");
        writer.Line("return members.ToEquatableDictionary();");
        writer.Close();

        writer.Separate();
        writer.Open($"private static void Pack{helper}(ref {names["MessagePackWriter"]} writer, {names.Bare(type)} members)");
        writer.Line("writer.Enter();");
        writer.Line("writer.WriteMapHeader(members.Count);");
        writer.Open("foreach (var (name, value) in members)");
        writer.Line("writer.WriteString(name);");
        MessagePackTypes.Write(writer, type.Item, "value", "item", HelperNames.ValueOf(helper));
        writer.Close();
        writer.Line("writer.Leave();");
        writer.Close();
    }

    // What a failed reader gave is thrown away with the container, so its null does no harm.
    private static string Unwrapped(TypeRef item, string helper, TypeNames names) =>
        MessagePackTypes.Read(item, helper, names) + (item is { IsNullable: false, IsReference: true } ? "!" : "");
}
