using System.Text.Json;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Worker;

namespace DurableTask.Postgres.Replay;

/// <summary>Failures, and their stored text.</summary>
internal static class FailureText
{
    private const string ProviderFailed = "exceptionPropertiesProvider";

    /// <summary>The failure that an exception describes, with what the application's provider adds to it.</summary>
    public static TaskFailureDetails Describe(Exception error, IExceptionPropertiesProvider? properties)
    {
        var failure = TaskFailureDetails.FromException(error);
        return properties is null ? failure : AddProperties(failure, error, properties);
    }

    public static string Write(TaskFailureDetails failure) => JsonSerializer.Serialize(failure);

    public static TaskFailureDetails Read(string text) => ToPlainValues(JsonSerializer.Deserialize<TaskFailureDetails>(text)!);

    private static TaskFailureDetails AddProperties(TaskFailureDetails failure, Exception error, IExceptionPropertiesProvider properties) =>
        failure with
        {
            Properties = Ask(properties, error),
            InnerFailure = failure.InnerFailure is { } inner && error.InnerException is { } cause
                ? AddProperties(inner, cause, properties)
                : failure.InnerFailure,
        };

    private static Dictionary<string, object?>? Ask(IExceptionPropertiesProvider properties, Exception error)
    {
        try
        {
            return properties.GetExceptionProperties(error)?.ToDictionary(property => property.Key, property => Storable(property.Value));
        }
        catch (Exception fault)
        {
            // The failure itself matters more than what is said about it.
            return new Dictionary<string, object?> { [ProviderFailed] = fault.Message };
        }
    }

    private static object? Storable(object? value)
    {
        try
        {
            return JsonSerializer.SerializeToElement(value);
        }
        catch (Exception error) when (error is NotSupportedException or JsonException)
        {
            return value?.ToString();
        }
    }

    private static TaskFailureDetails ToPlainValues(TaskFailureDetails failure) => failure with
    {
        Properties = failure.Properties?.ToDictionary(property => property.Key, property => ToPlainValue(property.Value)),
        InnerFailure = failure.InnerFailure is { } inner ? ToPlainValues(inner) : null,
    };

    private static object? ToPlainValue(object? value) => value is not JsonElement json
        ? value
        : json.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.String => json.GetString(),
            JsonValueKind.Number => json.TryGetInt64(out var whole) ? whole : (object)json.GetDouble(),
            JsonValueKind.Array => json.EnumerateArray().Select(item => ToPlainValue(item)).ToArray(),
            _ => json.EnumerateObject().ToDictionary(property => property.Name, property => ToPlainValue(property.Value)),
        };
}
