using Skapi.Protocol.Generators.Emit.Code;
using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit.Messages;

/// <summary>Emits open enums: structs that keep values that the schema does not know.</summary>
internal static class EnumEmitter
{
    public static void Write(IndentedWriter writer, EnumModel model)
    {
        var names = writer.Names;
        writer.WriteDocs(model.Docs);
        writer.Open($"{writer.Access} readonly partial struct {model.Name} : {names["IEquatable"]}<{model.Name}>");
        writer.Line("private readonly string? _value;");
        if (HasEmptyText(model))
            writer.Line("private readonly Values _known;");
        writer.Separate();
        writer.Open($"private {model.Name}(Values known, string value)");
        writer.Line(HasEmptyText(model) ? "_known = known;" : "Known = known;");
        writer.Line("_value = value;");
        writer.Close();
        WriteKnownValues(writer, model);
        WriteStaticProperties(writer, model);
        WriteProperties(writer, model);
        WriteFrom(writer, model);
        WriteEquality(writer, model.Name);
        writer.Close();
    }

    private static bool HasEmptyText(EnumModel model) => model.Values.Any(static value => value.WireName.Length == 0);

    private static void WriteKnownValues(IndentedWriter writer, EnumModel model)
    {
        writer.Separate();
        writer.Line("/// <summary>The values of the schema.</summary>");
        writer.Open("public enum Values");
        writer.Line("/// <summary>A value that this version of the schema does not know.</summary>");
        writer.Line("Unknown,");
        foreach (var value in model.Values)
        {
            writer.Separate();
            writer.WriteDocs(value.Docs);
            writer.Line($"{value.Name},");
        }

        writer.Close();
    }

    private static void WriteStaticProperties(IndentedWriter writer, EnumModel model)
    {
        foreach (var value in model.Values)
        {
            writer.Separate();
            writer.WriteDocs(value.Docs);
            writer.Line($"public static {model.Name} {value.Name} => new(Values.{value.Name}, {CSharp.Literal(value.WireName)});");
        }
    }

    private static void WriteProperties(IndentedWriter writer, EnumModel model)
    {
        // The default of the struct has an empty text, so it is the value with that text if the schema has one.
        var empty = model.Values.FirstOrDefault(static value => value.WireName.Length == 0);
        writer.Separate();
        writer.Line("/// <summary>The value of the schema that this is, for a switch.</summary>");
        if (empty is null)
        {
            writer.Line("public Values Known { get; }");
        }
        else
        {
            writer.Line($"public Values Known => _value is null ? Values.{empty.Name} : _known;");
        }

        writer.Separate();
        writer.Line("/// <summary>The text on the wire.</summary>");
        writer.Line("public string Value => _value ?? \"\";");
    }

    private static void WriteFrom(IndentedWriter writer, EnumModel model)
    {
        writer.Separate();
        writer.Line("/// <summary>The value of a text. A text that the schema does not know is kept.</summary>");
        writer.Open($"public static {model.Name} From(string value)");
        writer.Line($"{writer.Names["ArgumentNullException"]}.ThrowIfNull(value);");
        writer.Open("return value switch");
        foreach (var value in model.Values)
            writer.Line($"{CSharp.Literal(value.WireName)} => {writer.Names.Nested(model.Name, value.Name)},");
        writer.Line("_ => new(Values.Unknown, value),");
        writer.Close("};");
        writer.Close();
    }

    private static void WriteEquality(IndentedWriter writer, string name)
    {
        writer.Separate();
        writer.Line("/// <summary>Whether both have the same text.</summary>");
        writer.Line($"public bool Equals({name} other) => Known == other.Known && (Known != Values.Unknown || Value == other.Value);");
        writer.Separate();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override bool Equals(object? obj) => obj is {writer.Names.Emitted(name)} other && Equals(other);");
        writer.Separate();
        writer.Line("/// <inheritdoc/>");
        writer.Line($"public override int GetHashCode() => Value.GetHashCode({writer.Names["StringComparison"]}.Ordinal);");
        writer.Separate();
        writer.Line("/// <summary>The text on the wire.</summary>");
        writer.Line("public override string ToString() => Value;");
        writer.Separate();
        writer.Line("/// <summary>Whether both have the same text.</summary>");
        writer.Line($"public static bool operator ==({name} left, {name} right) => left.Equals(right);");
        writer.Separate();
        writer.Line("/// <summary>Whether the texts differ.</summary>");
        writer.Line($"public static bool operator !=({name} left, {name} right) => !left.Equals(right);");
    }
}
