namespace DurableTask.Core;

/// <summary>Why a task failed.</summary>
/// <param name="errorType">Full name of the exception's type.</param>
/// <param name="errorMessage">Its message.</param>
/// <param name="stackTrace">Where it was thrown.</param>
/// <param name="innerFailure">Its cause.</param>
/// <param name="isNonRetriable">True: retry policies do not apply.</param>
public class FailureDetails(string errorType, string errorMessage, string? stackTrace, FailureDetails? innerFailure, bool isNonRetriable)
{
    /// <summary>Full name of the exception's type.</summary>
    public string ErrorType { get; } = errorType;

    /// <summary>Its message.</summary>
    public string ErrorMessage { get; } = errorMessage;

    /// <summary>Where it was thrown.</summary>
    public string? StackTrace { get; } = stackTrace;

    /// <summary>Its cause.</summary>
    public FailureDetails? InnerFailure { get; } = innerFailure;

    /// <summary>True: retry policies do not apply.</summary>
    public bool IsNonRetriable { get; } = isNonRetriable;

    /// <inheritdoc/>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
