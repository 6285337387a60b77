namespace Deis.FunctionsHost;

/// <summary>The host cannot start as it is configured: host.json, command line or function classes are wrong. The message says what to change.</summary>
public sealed class HostConfigurationException : Exception
{
    /// <summary>Creates the exception.</summary>
    public HostConfigurationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with what caused it.</summary>
    public HostConfigurationException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
