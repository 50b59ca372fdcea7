using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Messages;

/// <summary>Emits the schema of a file as data, and the link from each type to it.</summary>
internal static class SchemaEmitter
{
    // The full name, because a file “schema.json” emits a type with the simple name.
    private const string SchemaType = "global::Skapi.Protocol.Schemas.Schema";

    private const string ConstraintsType = "global::Skapi.Protocol.Schemas.Constraints";

    private const string RootProperty = "Root";

    private const string ConstraintsClass = "Constraints";

    /// <summary>Writes the class that parses the schema on its first use, not when a message is first read.</summary>
    public static void WriteHolder(IndentedWriter writer, FileModel file)
    {
        writer.Line("/// <summary>The schema of the messages of one file, for validation, without its metadata.</summary>");
        writer.Open($"internal static class {file.SchemaHolder}");
        writer.Line($"public static {SchemaType} {RootProperty} {{ get; }} = {SchemaType}.Parse(\"\"\"{file.SchemaText}\"\"\"u8);");
        WriteDefinitions(writer, file, SchemaType);
        if (file.ConstraintText is { } constraints)
        {
            writer.Separate();
            writer.Line("/// <summary>The constraints of the messages, which the schema does not check.</summary>");
            writer.Open($"public static class {ConstraintsClass}");
            var parsed = $"{ConstraintsType}.Parse(\"\"\"{constraints}\"\"\"u8)";
            writer.Line($"public static {ConstraintsType} {RootProperty} {{ get; }} = {parsed};");
            WriteDefinitions(writer, file, ConstraintsType);
            writer.Close();
        }

        writer.Close();
    }

    private static void WriteDefinitions(IndentedWriter writer, FileModel file, string resultType)
    {
        foreach (var type in file.Types.Where(static type => type.Definition is not null))
        {
            writer.Separate();
            var definition = CSharp.Literal(type.Definition!);
            writer.Line($"public static {resultType} {PropertyOf(file, type)} {{ get; }} = {RootProperty}.Definition({definition});");
        }
    }

    /// <summary>Writes the part of a type that returns its schema.</summary>
    public static void WritePart(IndentedWriter writer, FileModel file, TypeModel type)
    {
        var names = writer.Names;
        var message = $"{names["IValidatedMessage"]}<{type.Name}>";
        var constrained = $"{names["IConstrainedMessage"]}<{type.Name}>";
        var interfaces = file.ConstraintText is null ? message : $"{message}, {constrained}";
        var (holder, property) = (names.Emitted(file.SchemaHolder), PropertyOf(file, type));
        writer.Open($"partial {(type is EnumModel ? "struct" : "record")} {type.Name} : {interfaces}");
        writer.Line($"static {SchemaType} {message}.Schema => {holder}.{property};");
        if (file.ConstraintText is not null)
        {
            writer.Separate();
            writer.Line($"static {ConstraintsType} {constrained}.Constraints => {holder}.{ConstraintsClass}.{property};");
        }

        writer.Close();
    }

    /// <summary>The property for a type: the name of the type, with underscores if the class has another member with the name.</summary>
    private static string PropertyOf(FileModel file, TypeModel type)
    {
        if (type.Definition is null)
            return RootProperty;

        var name = type.Name;
        while (name is RootProperty or ConstraintsClass || name == file.SchemaHolder || NameScope.OfObject.Contains(name) || IsOther(name))
            name += "_";
        return name;

        bool IsOther(string candidate) => candidate != type.Name && file.Types.Any(other => other.Name == candidate);
    }
}
