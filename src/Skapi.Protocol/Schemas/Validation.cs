using Skapi.Protocol.Json;

namespace Skapi.Protocol.Schemas;

/// <summary>A running validation. Paths are computed only for errors, by reading the instance again behind the reader.</summary>
internal ref struct Validation
{
    private readonly int _maxErrors;
    private List<ValidationError>? _errors;
    private JsonInstancePath? _path;
    private bool _isTruncated;

    public Validation(ReadOnlySpan<byte> json, ValidationOptions options)
    {
        Json = json;
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
        if (Reader.Failed || _isTruncated)
            return;

        if (_errors?.Count >= _maxErrors)
        {
            _isTruncated = true;
            Reader.Stop();
            return;
        }

        _path ??= new();
        (_errors ??= []).Add(new(_path.FindNext(Json, offset, ofObject), schemaPath));
    }

    public ValidationResult End()
    {
        Reader.ReadEnd();
        return new(_errors, _isTruncated ? null : Reader.GetError(), _isTruncated);
    }
}
