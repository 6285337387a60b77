using System.Text.Json.Serialization;
using DurableTask.Core;

namespace Deis.Functions.Durable;

/// <summary>A failure in an instance's history on the wire.</summary>
/// <param name="ErrorType">Type of the exception.</param>
/// <param name="ErrorMessage">Its message.</param>
/// <param name="StackTrace">Where it was thrown, if that is known.</param>
/// <param name="InnerFailure">Its cause, if there is one.</param>
internal sealed record HistoryFailure(
    [property: JsonPropertyName("ErrorType")] string ErrorType,
    [property: JsonPropertyName("ErrorMessage")] string ErrorMessage,
    [property: JsonPropertyName("StackTrace")] string? StackTrace,
    [property: JsonPropertyName("InnerFailure")] HistoryFailure? InnerFailure)
{
    /// <summary>The wire form; null stays null.</summary>
    public static HistoryFailure? Of(FailureDetails? failure) => failure is null
        ? null
        : new HistoryFailure(failure.ErrorType, failure.ErrorMessage, failure.StackTrace, Of(failure.InnerFailure));
}
