using Skapi.Protocol.Generators.Types;

namespace Skapi.Protocol.Generators.Emit;

/// <summary>Emits enums that keep a value which the schema does not know.</summary>
internal static class EnumEmitter
{
    public static void Write(IndentedWriter writer, EnumModel model)
    {
        var names = writer.Names;
        writer.WriteDocs(model.Docs);
        writer.Open($"{writer.Access} readonly partial struct {model.Name} : {names["IEquatable"]}<{model.Name}>");
        writer.Line("private readonly string? _value;");
        writer.Separate();
        writer.Open($"private {model.Name}(Values known, string value)");
        writer.Line("Known = known;");
        writer.Line("_value = value;");
        writer.Close();
        WriteKnownValues(writer, model);
        WriteStaticProperties(writer, model);
        WriteProperties(writer);
        WriteFrom(writer, model);
        WriteEquality(writer, model.Name);
        writer.Close();
    }

    private static void WriteKnownValues(IndentedWriter writer, EnumModel model)
    {
        writer.Separate();
        writer.Line("/// <summary>The values that the schema knows.</summary>");
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

    private static void WriteProperties(IndentedWriter writer)
    {
        writer.Separate();
        writer.Line("/// <summary>Which of the schema's values it is, to switch over.</summary>");
        writer.Line("public Values Known { get; }");
        writer.Separate();
        writer.Line("/// <summary>The text on the wire.</summary>");
        writer.Line("public string Value => _value ?? \"\";");
    }

    private static void WriteFrom(IndentedWriter writer, EnumModel model)
    {
        writer.Separate();
        writer.Line("/// <summary>The value of a text; one that the schema does not know is kept.</summary>");
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
