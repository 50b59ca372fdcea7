namespace Skapi.Protocol.Json;

public ref partial struct JsonReader
{
    /// <summary>Skips any value.</summary>
    public void Skip()
    {
        var next = Peek();
        if (next is (byte)'{' or (byte)'[' && TrySkipFast(isUnique: false))
            return;

        switch (next)
        {
            case (byte)'{':
                Enter();
                while (ReadMemberText(out _))
                    Skip();
                break;
            case (byte)'[':
                Enter();
                while (ReadElement())
                    Skip();
                break;
            case (byte)'"':
                ScanString(out _, out _);
                break;
            case (byte)'t':
                ReadLiteral("true"u8);
                break;
            case (byte)'f':
                ReadLiteral("false"u8);
                break;
            case (byte)'n':
                ReadLiteral("null"u8);
                break;
            default:
                ScanNumber(out _);
                break;
        }
    }

    /// <summary>Skips any value. An object in it that has a member twice is an error.</summary>
    internal void SkipUnique()
    {
        switch (Peek())
        {
            case (byte)'{' when !TrySkipFast(isUnique: true):
                SkipUniqueObject();
                break;
            case (byte)'[' when !TrySkipFast(isUnique: true):
                Enter();
                while (ReadElement())
                    SkipUnique();
                break;
            case (byte)'{' or (byte)'[':
                break;
            default:
                Skip();
                break;
        }
    }

    private void SkipUniqueObject()
    {
        using var names = new NameSet(_json, stackalloc NameSet.Entry[NameSet.SmallSize]);
        Enter();
        while (ReadMemberText(out var name))
        {
            if (!names.Add(name))
                FailDuplicate();
            SkipUnique();
        }
    }

    /// <summary>Skips an array or an object that has no errors and nothing unusual.</summary>
    private bool TrySkipFast(bool isUnique)
    {
        // The values around the place where it stopped would each be read up to there again, which is once for each level.
        if (_position < _fastFrom)
            return false;

        var isSkipped = JsonSkipper.TrySkip(_json, _position, _maxDepth - _depth, isUnique, out var end, out var depth);
        FastBytes += end - _position;
        if (!isSkipped)
        {
            _fastFrom = end + 1;
            return false;
        }

        _deepest = Math.Max(_deepest, _depth + depth);
        _position = end;
        _first = false;
        return true;
    }

    /// <summary>
    /// Reads any value and keeps its text. An object in it that has a member twice is an error, because readers disagree about what it
    /// means.
    /// </summary>
    public RawJson ReadRaw()
    {
        Peek();
        var start = _position;
        _deepest = _depth;
        SkipUnique();
        return _error == DecodeErrorCode.None ? RawJson.FromTrusted(_json[start.._position], _deepest - _depth) : default;
    }

    /// <summary>Reads a value of a kind that a union does not have. Null is an error: only the union itself can be nullable.</summary>
    public RawJson ReadUnknownKind()
    {
        if (Peek() != 'n')
            return ReadRaw();

        FailType("a value that is not null");
        return default;
    }
}
