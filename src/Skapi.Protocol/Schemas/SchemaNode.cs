using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>A schema of one form. Its path is fixed, because a ref starts a new path.</summary>
/// <param name="path">The JSON Pointer of the schema.</param>
/// <param name="isNullable">Whether null is accepted.</param>
internal abstract class SchemaNode(string path, bool isNullable)
{
    public string Path { get; } = path;

    public bool IsNullable { get; } = isNullable;

    /// <summary>Validates the value at the position of the reader.</summary>
    public void Validate(ref Validation validation)
    {
        if (IsNullable && validation.Reader.TryReadNull())
            return;

        ValidateValue(ref validation);
    }

    protected abstract void ValidateValue(ref Validation validation);
}

/// <summary>The schema of the empty form.</summary>
internal sealed class EmptyNode(string path, bool isNullable) : SchemaNode(path, isNullable)
{
    protected override void ValidateValue(ref Validation validation) => validation.Reader.SkipUnique();
}

/// <summary>The schema of the ref form.</summary>
internal sealed class RefNode(string path, bool isNullable) : SchemaNode(path, isNullable)
{
    /// <summary>The definition. It is set when all definitions are parsed.</summary>
    public SchemaNode Definition { get; set; } = null!;

    protected override void ValidateValue(ref Validation validation) => Definition.Validate(ref validation);
}

/// <summary>The schema of the enum form.</summary>
internal sealed class EnumNode(string path, bool isNullable, byte[][] values) : SchemaNode(path, isNullable)
{
    private readonly string _enumPath = path + "/enum";
    private readonly KnownNames _values = new(values);

    protected override void ValidateValue(ref Validation validation)
    {
        if (validation.Reader.PeekKind() != JsonKind.String)
        {
            validation.Reject(_enumPath);
            return;
        }

        var offset = validation.Reader.Position;
        if (validation.Reader.TryReadText(out var text) && _values.Find(text) < 0)
            validation.Add(offset, ofObject: false, _enumPath);
    }
}

/// <summary>The schema of the elements form.</summary>
internal sealed class ElementsNode(string path, bool isNullable, SchemaNode item) : SchemaNode(path, isNullable)
{
    private readonly string _elementsPath = path + "/elements";

    protected override void ValidateValue(ref Validation validation)
    {
        if (validation.Reader.PeekKind() != JsonKind.Array)
        {
            validation.Reject(_elementsPath);
            return;
        }

        validation.Reader.ReadArrayStart();
        while (validation.Reader.ReadElement())
            item.Validate(ref validation);
    }
}

/// <summary>The schema of the values form.</summary>
internal sealed class ValuesNode(string path, bool isNullable, SchemaNode item) : SchemaNode(path, isNullable)
{
    private readonly string _valuesPath = path + "/values";

    protected override void ValidateValue(ref Validation validation)
    {
        if (validation.Reader.PeekKind() != JsonKind.Object)
        {
            validation.Reject(_valuesPath);
            return;
        }

        using var names = new NameSet(validation.Json, stackalloc NameSet.Entry[NameSet.SmallSize]);
        validation.Reader.ReadObjectStart();
        while (validation.Reader.ReadMemberText(out var name))
        {
            if (!names.Add(name))
                validation.Reader.FailDuplicate();
            item.Validate(ref validation);
        }
    }
}
