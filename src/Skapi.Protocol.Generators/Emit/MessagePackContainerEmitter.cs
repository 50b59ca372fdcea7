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
        writer.Separate();
        writer.Open($"private static {type.BareName} Unpack{helper}(ref MessagePackReader reader)");
        writer.Line($"var items = new EquatableArrayBuilder<{type.Item.Name}>();");
        writer.Line("var count = reader.ReadArrayStart();");
        writer.Line("for (var i = 0; i < count && !reader.Failed; i++)");
        writer.Indented($"items.Add({Unwrapped(type.Item, HelperNames.ItemOf(helper))});");
        writer.Line("reader.ReadArrayEnd();");
        writer.Line("return items.ToEquatableArray();");
        writer.Close();

        writer.Separate();
        writer.Open($"private static void Pack{helper}(ref MessagePackWriter writer, {type.BareName} items)");
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
        writer.Separate();
        writer.Open($"private static {type.BareName} Unpack{helper}(ref MessagePackReader reader)");
        writer.Line($"var members = new EquatableDictionaryBuilder<{type.Item.Name}>();");
        writer.Line("var count = reader.ReadMapStart();");
        writer.Open("for (var i = 0; i < count && !reader.Failed; i++)");
        writer.Line("var name = reader.ReadString() ?? \"\";");
        writer.Line("if (members.Contains(name))");
        writer.Indented("reader.FailDuplicate(name);");
        writer.Line($"members.Add(name, {Unwrapped(type.Item, HelperNames.ValueOf(helper))});");
        writer.Close();
        writer.Line("reader.ReadArrayEnd();");
        writer.Line("return members.ToEquatableDictionary();");
        writer.Close();

        writer.Separate();
        writer.Open($"private static void Pack{helper}(ref MessagePackWriter writer, {type.BareName} members)");
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
    private static string Unwrapped(TypeRef item, string helper) =>
        MessagePackTypes.Read(item, helper) + (item is { IsNullable: false, IsReference: true } ? "!" : "");
}
