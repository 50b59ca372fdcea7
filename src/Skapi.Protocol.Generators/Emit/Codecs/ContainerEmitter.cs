using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Codecs;

/// <summary>Emits the methods that read and write arrays and dictionaries, a pair for each level of nesting.</summary>
internal static class ContainerEmitter
{
    public static void Write(IndentedWriter writer, Dialect dialect, TypeRef type, string helper)
    {
        switch (type)
        {
            case TypeRef.Elements elements:
                WriteElements(writer, dialect, elements, helper);
                Write(writer, dialect, elements.Item, HelperNames.ItemOf(helper));
                break;
            case TypeRef.Values values:
                WriteValues(writer, dialect, values, helper);
                Write(writer, dialect, values.Item, HelperNames.ValueOf(helper));
                break;
        }
    }

    private static void WriteElements(IndentedWriter writer, Dialect dialect, TypeRef.Elements type, string helper)
    {
        var (names, itemHelper) = (writer.Names, HelperNames.ItemOf(helper));
        OpenReader(writer, dialect, type, helper);
        writer.Line($"var items = new {names["EquatableArrayBuilder"]}<{names.Of(type.Item)}>();");
        dialect.WriteArrayReads(writer, dialect.ReadItem(type.Item, itemHelper, names));
        writer.Line("return items.ToEquatableArray();");
        writer.Close();

        OpenWriter(writer, dialect, type, helper, "items");
        dialect.WriteArrayWrites(writer, type.Item, itemHelper);
        writer.Line("writer.Leave();");
        writer.Close();
    }

    private static void WriteValues(IndentedWriter writer, Dialect dialect, TypeRef.Values type, string helper)
    {
        var (names, valueHelper) = (writer.Names, HelperNames.ValueOf(helper));
        OpenReader(writer, dialect, type, helper);
        writer.Line($"var members = new {names["EquatableDictionaryBuilder"]}<{names.Of(type.Item)}>();");
        dialect.WriteMapReads(writer, dialect.ReadItem(type.Item, valueHelper, names));
        writer.Line("return members.ToEquatableDictionary();");
        writer.Close();

        OpenWriter(writer, dialect, type, helper, "members");
        dialect.WriteMapWrites(writer, type.Item, valueHelper);
        writer.Line("writer.Leave();");
        writer.Close();
    }

    private static void OpenReader(IndentedWriter writer, Dialect dialect, TypeRef type, string helper)
    {
        var names = writer.Names;
        writer.Separate();
        writer.Open($"private static {names.Bare(type)} {dialect.ReadHelper}{helper}(ref {names[dialect.Name + "Reader"]} reader)");
    }

    private static void OpenWriter(IndentedWriter writer, Dialect dialect, TypeRef type, string helper, string parameter)
    {
        var names = writer.Names;
        writer.Separate();
        writer.Open(
            $"private static void {dialect.WriteHelper}{helper}(ref {names[dialect.Name + "Writer"]} writer, {names.Bare(
                type)} {parameter})");
        writer.Line("writer.Enter();");
    }
}
