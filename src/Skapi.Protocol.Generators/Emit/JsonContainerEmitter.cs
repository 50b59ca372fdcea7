using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits the methods that read and write the arrays and dictionaries of a record, one pair for each level of nesting.</summary>
internal static class JsonContainerEmitter
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
        var (item, names) = (type.Item, writer.Names);
        writer.Separate();
        writer.Open($"private static {names.Bare(type)} Read{helper}(ref {names["JsonReader"]} reader)");
        writer.Line($"var items = new {names["EquatableArrayBuilder"]}<{names.Of(item)}>();");
        writer.Line("reader.ReadArrayStart();");
        writer.Line("while (reader.ReadElement())");
        writer.Indented($"items.Add({Parenthesized(item, HelperNames.ItemOf(helper), names)});");
        writer.Line("return items.ToEquatableArray();");
        writer.Close();

        writer.Separate();
        writer.Open($"private static void Write{helper}(ref {names["JsonWriter"]} writer, {names.Bare(type)} items)");
        writer.Line("writer.Enter();");
        writer.Line("writer.WriteRaw(\"[\"u8);");
        writer.Open("for (var i = 0; i < items.Count; i++)");
        writer.Line("if (i > 0)");
        writer.Indented("writer.WriteRaw(\",\"u8);");
        WriteItem(writer, item, "items[i]", HelperNames.ItemOf(helper));
        writer.Close();
        writer.Line("writer.WriteRaw(\"]\"u8);");
        writer.Line("writer.Leave();");
        writer.Close();
    }

    private static void WriteValues(IndentedWriter writer, TypeRef.Values type, string helper)
    {
        var (item, names) = (type.Item, writer.Names);
        writer.Separate();
        writer.Open($"private static {names.Bare(type)} Read{helper}(ref {names["JsonReader"]} reader)");
        writer.Line($"var members = new {names["EquatableDictionaryBuilder"]}<{names.Of(item)}>();");
        writer.Line("reader.ReadObjectStart();");
        writer.Line("while (reader.ReadMember(members, out var name))");
        writer.Indented($"members.Add(name, {Parenthesized(item, HelperNames.ValueOf(helper), names)});");
        writer.Line("return members.ToEquatableDictionary();");
        writer.Close();

        writer.Separate();
        writer.Open($"private static void Write{helper}(ref {names["JsonWriter"]} writer, {names.Bare(type)} members)");
        writer.Line("writer.Enter();");
        writer.Line("writer.WriteRaw(\"{\"u8);");
        writer.Line("var isFirst = true;");
        writer.Open("foreach (var (name, value) in members)");
        writer.Line("if (!isFirst)");
        writer.Indented("writer.WriteRaw(\",\"u8);");
        writer.Line("isFirst = false;");
        writer.Line("writer.WriteName(name);");
        WriteItem(writer, item, "value", HelperNames.ValueOf(helper));
        writer.Close();
        writer.Line("writer.WriteRaw(\"}\"u8);");
        writer.Line("writer.Leave();");
        writer.Close();
    }

    // What a failed reader gave is thrown away with the container, so its null does no harm.
    private static string Parenthesized(TypeRef item, string helper, TypeNames names) =>
        JsonTypes.Read(item, helper, names) + (item is { IsNullable: false, IsReference: true } ? "!" : "");

    private static void WriteItem(IndentedWriter writer, TypeRef item, string value, string helper)
    {
        if (!item.IsNullable)
        {
            writer.Line(JsonTypes.Write(item, value, helper));
            return;
        }

        writer.Line($"if ({value} is {{ }} item)");
        writer.Indented(JsonTypes.Write(item, "item", helper));
        writer.Line("else");
        writer.Indented("writer.WriteNull();");
    }
}
