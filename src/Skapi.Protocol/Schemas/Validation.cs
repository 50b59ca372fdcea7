using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>A running validation. Paths are computed only for errors, by reading the instance again behind the reader.</summary>
internal ref struct Validation
{
    private readonly int _maxErrors;
    private readonly bool _checksConstraints;
    private List<ValidationError>? _errors;
    private List<ConstraintViolation>? _violations;
    private JsonInstancePath? _path;
    private bool _isTruncated;

    /// <summary>Begins a validation.</summary>
    /// <param name="json">The instance.</param>
    /// <param name="options">The limits.</param>
    /// <param name="checksConstraints">Whether to check the constraints in the metadata, and not the schema itself.</param>
    public Validation(ReadOnlySpan<byte> json, ValidationOptions options, bool checksConstraints = false)
    {
        Json = json;
        _checksConstraints = checksConstraints;
        _maxErrors = options.MaxErrors;
        Reader = new(json, options.MaxDepth);
    }

    public JsonReader Reader;

    /// <summary>The instance.</summary>
    public ReadOnlySpan<byte> Json { get; }

    /// <summary>Rejects the value at the position of the reader, and skips it.</summary>
    public void Reject(string schemaPath)
    {
        var kind = Reader.PeekKind();
        if (kind == JsonKind.None)
        {
            // It does not start like a value. Skipping it reports the error of the text.
            Reader.Skip();
            return;
        }

        Add(Reader.Position, ofObject: false, schemaPath);
        Reader.Skip();
    }

    /// <summary>Adds an error of the object whose end was just read.</summary>
    public void AddToObject(string schemaPath) => Add(Reader.Position - 1, ofObject: true, schemaPath);

    /// <summary>Adds an error at a byte of the instance.</summary>
    public void Add(int offset, bool ofObject, string schemaPath)
    {
        if (!_checksConstraints && HasRoom(_errors?.Count ?? 0))
            (_errors ??= []).Add(new(PathOf(offset, ofObject), schemaPath));
    }

    /// <summary>Adds a violation of a constraint by the value at a byte of the instance.</summary>
    public void AddViolation(int offset, string schemaPath, string limit, string message)
    {
        if (HasRoom(_violations?.Count ?? 0))
            (_violations ??= []).Add(new(PathOf(offset, ofObject: false), schemaPath, limit, message));
    }

    public ValidationResult End()
    {
        Reader.ReadEnd();
        return new(_errors, _isTruncated ? null : Reader.GetError(), _isTruncated);
    }

    public ConstraintResult EndConstraints()
    {
        Reader.ReadEnd();
        return new(_violations, _isTruncated ? null : Reader.GetError(), _isTruncated);
    }

    private string PathOf(int offset, bool ofObject) => (_path ??= new()).FindNext(Json, offset, ofObject);

    private bool HasRoom(int count)
    {
        if (Reader.Failed || _isTruncated)
            return false;
        if (count < _maxErrors)
            return true;

        _isTruncated = true;
        Reader.Stop();
        return false;
    }
}
