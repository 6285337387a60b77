using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;
using Deis.Platform.Results;

namespace Deis.Functions.Http;

/// <summary>Takes text fields out of a body, trimmed; what is not text is noted.</summary>
public sealed class TextFields(JsonObject body)
{
    private readonly ErrorList _errors = new();

    /// <summary>The text of a field; null when it was not sent.</summary>
    /// <param name="field">Wire name.</param>
    /// <param name="trim">False for passwords: then only blanks alone count as nothing.</param>
    /// <param name="nullable">A JSON null counts as not sent.</param>
    public string? Get(string field, bool trim = true, bool nullable = false)
    {
        if (!body.TryGetPropertyValue(field, out var value))
        {
            return null;
        }
        switch (value?.GetValueKind())
        {
            case null:
                _errors.Add(nullable ? null : Error.ForField(field, "This field may not be null."));
                return null;
            case JsonValueKind.String:
                var text = value.GetValue<string>();
                return trim || string.IsNullOrWhiteSpace(text) ? text.Trim() : text;
            case JsonValueKind.Number:
                return value.ToJsonString();
            default:
                _errors.Add(Error.ForField(field, "Not a valid string."));
                return null;
        }
    }

    /// <summary>The text of the one field that a request must have, or what is wrong with it.</summary>
    public Result<string> Required(string field)
    {
        var text = Get(field);
        return AnyError(out var error) ? error : FieldText.Check(field, text) is { } missing ? missing : text!;
    }

    /// <summary>True with what is wrong, when something is.</summary>
    public bool AnyError([NotNullWhen(true)] out Error? error) => _errors.Any(out error);
}
