using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits the schema of a file as data, and what joins each type to it.</summary>
internal static class SchemaEmitter
{
    // In full, because “schema.json” makes a type of the simple name.
    private const string SchemaType = "global::Skapi.Protocol.Schemas.Schema";

    private const string RootProperty = "Root";

    /// <summary>The class that parses the schema when it is first asked for, and not when a message is first read.</summary>
    public static void WriteHolder(IndentedWriter writer, FileModel file)
    {
        writer.Line("/// <summary>The schema that the messages of its file are validated by, without its metadata.</summary>");
        writer.Open($"internal static class {file.SchemaHolder}");
        writer.Line($"public static {SchemaType} {RootProperty} {{ get; }} = {SchemaType}.Parse(\"\"\"{file.SchemaText}\"\"\"u8);");
        foreach (var type in file.Types.Where(static type => type.Definition is not null))
        {
            writer.Separate();
            writer.Line($"public static {SchemaType} {PropertyOf(file, type)} {{ get; }} = {RootProperty}.Definition({CSharp.Literal(type.Definition!)});");
        }

        writer.Close();
    }

    /// <summary>The part of a type that gives its schema.</summary>
    public static void WritePart(IndentedWriter writer, FileModel file, TypeModel type)
    {
        var names = writer.Names;
        writer.Open($"partial {(type is EnumModel ? "struct" : "record")} {type.Name} : {names["IValidatedMessage"]}<{type.Name}>");
        writer.Line($"static {SchemaType} {names["IValidatedMessage"]}<{type.Name}>.Schema => {names.Emitted(file.SchemaHolder)}.{PropertyOf(file, type)};");
        writer.Close();
    }

    /// <summary>The holder's property for a type: the type's name, unless the holder has something else of that name.</summary>
    private static string PropertyOf(FileModel file, TypeModel type)
    {
        if (type.Definition is null)
            return RootProperty;

        var name = type.Name;
        while (name == RootProperty || name == file.SchemaHolder || NameScope.OfObject.Contains(name) || (name != type.Name && file.Types.Any(other => other.Name == name)))
            name += "_";
        return name;
    }
}
