using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Codecs;

/// <summary>Emits the methods that read and write arrays and dictionaries, a pair for each level of nesting.</summary>
internal static class ContainerEmitter
{
    public static void Write(IndentedWriter writer, Dialect dialect, TypeRef type, string helper)
    {
        var names = writer.Names;
        switch (type)
        {
            case TypeRef.Elements { Item: var item }:
                var itemHelper = HelperNames.ItemOf(helper);
                OpenReader(writer, dialect, type, helper);
                writer.Line($"var items = new {names["EquatableArrayBuilder"]}<{names.Of(item)}>();");
                dialect.WriteArrayReads(writer, dialect.ReadItem(item, itemHelper, names));
                CloseReader(writer, "items.ToEquatableArray()");
                OpenWriter(writer, dialect, type, helper, "items");
                dialect.WriteArrayWrites(writer, item, itemHelper);
                CloseWriter(writer);
                Write(writer, dialect, item, itemHelper);
                break;
            case TypeRef.Values { Item: var value }:
                var valueHelper = HelperNames.ValueOf(helper);
                OpenReader(writer, dialect, type, helper);
                writer.Line($"var members = new {names["EquatableDictionaryBuilder"]}<{names.Of(value)}>();");
                dialect.WriteMapReads(writer, dialect.ReadItem(value, valueHelper, names));
                CloseReader(writer, "members.ToEquatableDictionary()");
                OpenWriter(writer, dialect, type, helper, "members");
                dialect.WriteMapWrites(writer, value, valueHelper);
                CloseWriter(writer);
                Write(writer, dialect, value, valueHelper);
                break;
        }
    }

    private static void OpenReader(IndentedWriter writer, Dialect dialect, TypeRef type, string helper)
    {
        var names = writer.Names;
        writer.Separate();
        writer.Open($"private static {names.Bare(type)} {dialect.ReadHelper}{helper}(ref {names[dialect.Name + "Reader"]} reader)");
    }

    private static void CloseReader(IndentedWriter writer, string result)
    {
        writer.Line($"return {result};");
        writer.Close();
    }

    private static void OpenWriter(IndentedWriter writer, Dialect dialect, TypeRef type, string helper, string parameter)
    {
        var (names, method) = (writer.Names, dialect.WriteHelper + helper);
        writer.Separate();
        writer.Open($"private static void {method}(ref {names[dialect.Name + "Writer"]} writer, {names.Bare(type)} {parameter})");
        writer.Line("writer.Enter();");
    }

    private static void CloseWriter(IndentedWriter writer)
    {
        writer.Line("writer.Leave();");
        writer.Close();
    }
}
