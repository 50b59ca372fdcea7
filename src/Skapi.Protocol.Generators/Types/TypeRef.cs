namespace Skapi.Protocol.Generators.Types;

/// <summary>The C# type of a value.</summary>
internal abstract record TypeRef(bool IsNullable)
{
    /// <summary>The C# name, with a question mark if null is allowed.</summary>
    public string Name => IsNullable ? BareName + "?" : BareName;

    /// <summary>The C# name without a question mark.</summary>
    public abstract string BareName { get; }

    /// <summary>Whether the default of the C# type is null.</summary>
    public abstract bool IsReference { get; }

    /// <summary>The name of the other file that emits the type or its items, or null.</summary>
    public virtual string? FileName => null;

    public TypeRef WithNull(bool isNullable) => isNullable && !IsNullable ? this with { IsNullable = true } : this;

    /// <summary>A type form.</summary>
    public sealed record Scalar(ScalarKind Kind, bool IsNullable) : TypeRef(IsNullable)
    {
        public override string BareName => Kind.ToTypeName();

        public override bool IsReference => Kind == ScalarKind.String;
    }

    /// <summary>The empty form.</summary>
    public sealed record Any(bool IsNullable) : TypeRef(IsNullable)
    {
        public override string BareName => "RawJson";

        public override bool IsReference => false;
    }

    /// <summary>An emitted type.</summary>
    public sealed record Emitted(string TypeName, bool IsEnum, bool IsNullable) : TypeRef(IsNullable)
    {
        /// <summary>The namespace of a type that another file emits, or null for a type of the same file.</summary>
        public string? ImportedFrom { get; init; }

        /// <summary>The name of the other file, without folders, or null for a type of the same file.</summary>
        public string? ImportedFile { get; init; }

        /// <summary>Whether a referenced assembly has the type.</summary>
        public bool IsReferenced { get; init; }

        public override string? FileName => ImportedFile;

        public override string BareName => TypeName;

        public override bool IsReference => !IsEnum;
    }

    /// <summary>An elements form.</summary>
    public sealed record Elements(TypeRef Item, bool IsNullable) : TypeRef(IsNullable)
    {
        public override string BareName => $"EquatableArray<{Item.Name}>";

        public override string? FileName => Item.FileName;

        public override bool IsReference => false;
    }

    /// <summary>A values form.</summary>
    public sealed record Values(TypeRef Item, bool IsNullable) : TypeRef(IsNullable)
    {
        public override string BareName => $"EquatableDictionary<{Item.Name}>";

        public override string? FileName => Item.FileName;

        public override bool IsReference => true;
    }
}
