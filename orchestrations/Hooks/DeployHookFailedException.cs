namespace Deis.Orchestrations.Hooks;

/// <summary>A hook could not be told; trying again may help. The message holds no secrets, and there is no inner exception, since that might.</summary>
public sealed class DeployHookFailedException : Exception
{
    /// <summary>A failure without more to say.</summary>
    public DeployHookFailedException()
    {
    }

    /// <summary>A failure with its cause.</summary>
    public DeployHookFailedException(string message)
        : base(message)
    {
    }

    /// <summary>A failure with an inner one.</summary>
    public DeployHookFailedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
