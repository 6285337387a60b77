namespace Deis.Platform.Results;

/// <summary>The rules that every required text field of a request keeps.</summary>
public static class FieldText
{
    /// <summary>The field was not sent.</summary>
    public const string Required = "This field is required.";

    /// <summary>The field is empty.</summary>
    public const string Blank = "This field may not be blank.";

    /// <summary>What is wrong with a field, or null.</summary>
    /// <param name="field">Wire name.</param>
    /// <param name="value">The value; null when it was not sent.</param>
    /// <param name="maxLength">Longest allowed text, in characters.</param>
    public static Error? Check(string field, string? value, int maxLength = int.MaxValue)
    {
        if (string.IsNullOrEmpty(value))
        {
            return Error.ForField(field, value is null ? Required : Blank);
        }
        return CheckLength(field, value, maxLength);
    }

    /// <summary>The failure when an optional field is too long, or null.</summary>
    public static Error? CheckLength(string field, string? value, int maxLength) =>
        value?.Length > maxLength ? Error.ForField(field, $"Ensure this field has no more than {maxLength} characters.") : null;
}
