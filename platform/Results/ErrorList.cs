using System.Diagnostics.CodeAnalysis;

namespace Deis.Platform.Results;

/// <summary>Collects the invalid fields of one request, so that the user hears of all of them at once.</summary>
public sealed class ErrorList
{
    private readonly List<Error> _errors = [];

    /// <summary>Notes a failure; null notes nothing.</summary>
    public ErrorList Add(Error? error)
    {
        if (error is not null)
        {
            _errors.Add(error);
        }
        return this;
    }

    /// <summary>True with all failures as one when there are any.</summary>
    public bool Any([NotNullWhen(true)] out Error? error)
    {
        error = _errors.Count > 0 ? Error.ForFields(_errors) : null;
        return error is not null;
    }
}
