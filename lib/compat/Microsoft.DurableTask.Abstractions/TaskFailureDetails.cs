using System.Reflection;

namespace Microsoft.DurableTask;

/// <summary>A failure as data: it survives the process that raised it.</summary>
/// <param name="ErrorType">Full name of the exception's type, or a name given by the engine.</param>
/// <param name="ErrorMessage">The exception's message.</param>
/// <param name="StackTrace">Where it was thrown.</param>
/// <param name="InnerFailure">The cause.</param>
/// <param name="Properties">Further facts about the failure.</param>
public record TaskFailureDetails(
    string ErrorType,
    string ErrorMessage,
    string? StackTrace,
    TaskFailureDetails? InnerFailure,
    IDictionary<string, object?>? Properties)
{
    /// <summary>The failure that an exception and its inner exceptions describe.</summary>
    public static TaskFailureDetails FromException(Exception exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (exception is TaskFailedException failed)
        {
            // The task's own failure is more use than the wrapper that the awaiting code built from it.
            return new TaskFailureDetails(
                exception.GetType().FullName!, exception.Message, exception.StackTrace, failed.FailureDetails, null);
        }

        var inner = exception.InnerException is null ? null : FromException(exception.InnerException);
        return new TaskFailureDetails(exception.GetType().FullName!, exception.Message, exception.StackTrace, inner, null);
    }

    /// <summary>True when the recorded type is <typeparamref name="T"/> or derives from it.</summary>
    public bool IsCausedBy<T>()
        where T : Exception => IsCausedBy(typeof(T));

    /// <summary>True when the recorded type is the given one or derives from it; false when the recorded type is not loadable.</summary>
    /// <param name="targetBaseExceptionType">An exception type.</param>
    /// <exception cref="ArgumentException">The type is no exception type.</exception>
    /// <exception cref="AmbiguousMatchException">Several loaded types have the recorded name.</exception>
    public bool IsCausedBy(Type targetBaseExceptionType)
    {
        ArgumentNullException.ThrowIfNull(targetBaseExceptionType);
        if (!targetBaseExceptionType.IsAssignableTo(typeof(Exception)))
        {
            throw new ArgumentException($"{targetBaseExceptionType} is not an exception type.", nameof(targetBaseExceptionType));
        }

        if (string.Equals(ErrorType, targetBaseExceptionType.FullName, StringComparison.Ordinal))
        {
            return true;
        }

        var types = AppDomain.CurrentDomain.GetAssemblies()
            .Select(assembly => assembly.GetType(ErrorType, throwOnError: false))
            .OfType<Type>()
            .Distinct()
            .Where(type => type.IsAssignableTo(typeof(Exception)))
            .ToArray();
        return types.Length switch
        {
            0 => false,
            1 => types[0].IsAssignableTo(targetBaseExceptionType),
            _ => throw new AmbiguousMatchException($"Several loaded exception types are named {ErrorType}."),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => $"{ErrorType}: {ErrorMessage}";
}
