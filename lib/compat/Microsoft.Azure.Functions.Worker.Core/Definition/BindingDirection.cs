namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which way the data of a binding flows.</summary>
public enum BindingDirection
{
    /// <summary>Into the function.</summary>
    In,

    /// <summary>Out of the function.</summary>
    Out,
}
